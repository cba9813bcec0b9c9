package io.tidemark.checkpoint;

import io.tidemark.host.HostServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what is committed in a partition, without a group. */
final class PartitionReading {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private PartitionReading() {}

  /**
   * Takes a record.
   *
   * @param <E> what it may throw
   */
  interface Taking<E extends Exception> {
    void take(ConsumerRecord<byte[], byte[]> record) throws E;
  }

  /** Gives each record up to an end, in order; after a minute, those that have come by then. */
  static <E extends Exception> void each(
      HostServices host, TopicPartition partition, long end, Taking<E> taking) throws E {
    try (Consumer<byte[], byte[]> consumer = host.clients().reader("tidemark-checkpoint")) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partition) < end && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          taking.take(record);
        }
      }
    }
  }

  /** Whether there is a committed record in one of these; after a minute of looking, it may be. */
  static boolean isAnyCommitted(HostServices host, List<TopicPartition> partitions) {
    try (Consumer<byte[], byte[]> consumer = host.clients().reader("tidemark-checkpoint")) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions); // of what is decided
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (!consumer.poll(POLL).isEmpty() || System.nanoTime() > deadline) {
          return true;
        }
      }
      return false;
    }
  }
}
