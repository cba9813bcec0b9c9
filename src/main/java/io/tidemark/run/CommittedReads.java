package io.tidemark.run;

import io.tidemark.host.HostServices;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells when a consumer group has read, and committed that it has, all up to an end. Transaction
 * markers, which a group may never commit, don't count. Owned by one thread.
 */
final class CommittedReads {

  /** Mostly the group commits to the very end, and nothing need be read. */
  private static final int ASK_BEFORE_READING = 5;

  private static final ListConsumerGroupOffsetsOptions OPTIONS =
      new ListConsumerGroupOffsetsOptions()
          .timeoutMs(Math.toIntExact(TopicEnds.PATIENCE.toMillis()));

  private static final Duration POLL = Duration.ofMillis(100);

  private final HostServices host;
  private final String group;
  private final Map<TopicPartition, Long> ends;
  private int asked;

  CommittedReads(HostServices host, String group, Map<TopicPartition, Long> ends) {
    this.host = host;
    this.group = group;
    this.ends = new HashMap<>(ends);
  }

  /** Asks Kafka once more. */
  boolean haveReachedTheEnds() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        host.admin().listConsumerGroupOffsets(group, OPTIONS).partitionsToOffsetAndMetadata().get();
    ends.entrySet().removeIf(e -> next(committed, e.getKey()) >= e.getValue());
    asked++;
    return ends.isEmpty() || (asked % ASK_BEFORE_READING == 0 && holdNoRecords(committed));
  }

  /** Whether a reader gets from what is committed to the ends without seeing a record. */
  private boolean holdNoRecords(Map<TopicPartition, OffsetAndMetadata> committed) {
    try (Consumer<byte[], byte[]> consumer = host.clients().reader("tidemark-drain")) {
      consumer.assign(ends.keySet());
      ends.keySet().forEach(p -> consumer.seek(p, next(committed, p)));
      while (ends.keySet().stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (!consumer.poll(POLL).isEmpty()) {
          return false;
        }
      }
      return true;
    }
  }

  private static long next(
      Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
    OffsetAndMetadata offset = committed.get(partition);
    return offset == null ? 0 : offset.offset();
  }
}
