package io.tidemark.run;

import io.tidemark.host.HostClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Tells whether a consumer group has read, and committed that it has, all up to an end. */
final class CommittedReads {

  private static final Duration POLL = Duration.ofMillis(100);

  private final HostClients clients;
  private final Admin admin;

  CommittedReads(HostClients clients, Admin admin) {
    this.clients = clients;
    this.admin = admin;
  }

  /**
   * Whether no record is left between what the group has committed and these ends. Transaction
   * markers, which a group may never commit, don't count.
   */
  boolean reach(String group, Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> unread = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    ends.forEach(
        (partition, end) -> {
          OffsetAndMetadata offset = committed.get(partition);
          long next = offset == null ? 0 : offset.offset();
          if (next < end) {
            unread.put(partition, next);
          }
        });
    return unread.isEmpty() || holdsNoRecords(unread, ends);
  }

  private boolean holdsNoRecords(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
    try (Consumer<byte[], byte[]> consumer = clients.reader("tidemark-drain")) {
      consumer.assign(starts.keySet());
      starts.forEach(consumer::seek);
      while (starts.keySet().stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (!consumer.poll(POLL).isEmpty()) {
          return false;
        }
      }
      return true;
    }
  }
}
