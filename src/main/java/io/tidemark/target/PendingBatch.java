package io.tidemark.target;

import io.tidemark.row.RowBatchReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What has been read for the next batch: how far it reaches, and its records as long as they are
 * few bytes. Owned by the target's thread.
 */
final class PendingBatch {

  /** Of records; larger batches are read from Kafka once more. */
  private static final long MOST_HELD_BYTES = 32L << 20;

  private final RowBatchReader batches;
  private final long maxRows;
  private final Map<TopicPartition, Long> to = new HashMap<>();
  private Map<Integer, List<BatchRecord>> held = new TreeMap<>();
  private long heldBytes;
  private long rows;
  private boolean isFull;
  private Instant begun = Instant.MAX;

  /**
   * @param maxRows that end the batch; a record is never divided
   */
  PendingBatch(RowBatchReader batches, long maxRows) {
    this.batches = batches;
    this.maxRows = maxRows;
  }

  /**
   * Takes what the batch has room for.
   *
   * @return from where each partition is to be read again because of what it had no room for
   */
  Map<TopicPartition, Long> add(ConsumerRecords<byte[], byte[]> records, Instant now) {
    Map<TopicPartition, Long> leftOver = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      long next = addAll(records.records(partition), now);
      if (next < 0) {
        to.put(partition, records.nextOffsets().get(partition).offset());
      } else {
        leftOver.put(partition, next);
      }
    }
    return leftOver;
  }

  /** The offset of the first record that there is no room for; -1 when all are in. */
  private long addAll(List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      int count = batches.count(record.value());
      if (isFull || (rows > 0 && rows + count > maxRows)) {
        isFull = true;
        return record.offset();
      }
      begun = rows == 0 ? now : begun;
      rows += count;
      to.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      hold(record);
    }
    return -1;
  }

  private void hold(ConsumerRecord<byte[], byte[]> record) {
    heldBytes += record.value().length;
    if (heldBytes > MOST_HELD_BYTES) {
      held = Map.of();
    } else {
      held.computeIfAbsent(record.partition(), p -> new ArrayList<>()).add(BatchRecord.of(record));
    }
  }

  /** Whether all records are held here. */
  boolean isHeld() {
    return heldBytes <= MOST_HELD_BYTES;
  }

  /** The records by partition and offset, if {@link #isHeld}. */
  List<BatchRecord> held() {
    return held.values().stream().flatMap(List::stream).toList();
  }

  /** How far it reaches; partitions without records in it are left out. */
  Map<TopicPartition, Long> to() {
    return to;
  }

  long rows() {
    return rows;
  }

  /** No more goes in. */
  boolean isFull() {
    return isFull || rows >= maxRows;
  }

  /** When its first row came, if there is one. */
  Instant begun() {
    return begun;
  }
}
