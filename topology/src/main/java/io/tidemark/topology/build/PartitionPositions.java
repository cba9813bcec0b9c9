package io.tidemark.topology.build;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What one consumer has delivered of each of its partitions. Owned by the thread that polls, which
 * in Kafka Streams is also the one that processes.
 */
final class PartitionPositions {

  private static final long NOTHING = -1;

  /** So many records left in a partition are no backlog yet; markers count, too. */
  private static final long LITTLE = 100;

  private final Map<TopicPartition, Reach> reached = new HashMap<>();
  private boolean isBehind;

  /**
   * @param lastDelivered offset of the last record delivered, or {@link #NOTHING}
   * @param position of the consumer after it, beyond transaction markers
   */
  private record Reach(long lastDelivered, long position) {}

  /** Takes what a poll delivered. */
  void delivered(ConsumerRecords<byte[], byte[]> records) {
    records
        .nextOffsets()
        .forEach(
            (partition, next) ->
                reached.merge(
                    partition,
                    new Reach(last(records.records(partition)), next.offset()),
                    (before, now) ->
                        now.lastDelivered() == NOTHING
                            ? new Reach(before.lastDelivered(), now.position())
                            : now));
  }

  private static long last(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.isEmpty() ? NOTHING : records.get(records.size() - 1).offset();
  }

  /** Takes how many records each partition still has beyond what was delivered. */
  void left(LongStream lags) {
    isBehind = lags.anyMatch(lag -> lag > LITTLE);
  }

  boolean isBehind() {
    return isBehind;
  }

  boolean isKnown(TopicPartition partition) {
    return reached.containsKey(partition);
  }

  /** Takes the position at which a partition was assigned. */
  void begins(TopicPartition partition, long position) {
    reached.put(partition, new Reach(NOTHING, position));
  }

  /** A partition was assigned, taken away, or sought in: nothing is known of it any more. */
  void forget(TopicPartition partition) {
    reached.remove(partition);
  }

  OptionalLong position(TopicPartition partition, long lastProcessed) {
    Reach reach = reached.get(partition);
    if (reach == null) {
      return OptionalLong.empty();
    }
    if (reach.lastDelivered() == NOTHING || reach.lastDelivered() == lastProcessed) {
      return OptionalLong.of(reach.position());
    }
    return lastProcessed < 0 ? OptionalLong.empty() : OptionalLong.of(lastProcessed + 1);
  }
}
