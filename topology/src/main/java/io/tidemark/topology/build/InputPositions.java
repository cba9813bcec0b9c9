package io.tidemark.topology.build;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells a stream thread how far into a partition everything has been processed, transaction markers
 * included, and whether it keeps up.
 */
public interface InputPositions {

  /**
   * The offset before which nothing is left to process.
   *
   * @param lastProcessed the offset of the last record processed since the partition was assigned,
   *     or -1
   * @return empty while the consumer has no position yet
   */
  OptionalLong position(TopicPartition partition, long lastProcessed);

  /** Whether the calling thread's partitions hold much that it has not even fetched. */
  default boolean isBehind() {
    return false;
  }
}
