package io.tidemark.checkpoint;

import io.tidemark.host.HostServices;
import java.time.Duration;
import java.util.List;
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
}
