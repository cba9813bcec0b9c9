package io.tidemark.delta.sink;

import io.tidemark.delta.table.TableCommit;
import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The rows that the next commit will have, and the offsets that they reach to. Owned by the task's
 * thread.
 */
final class MicroBatch {

  private final PendingRows pending;
  private final Instant begun;
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
  private long rows;

  MicroBatch(PendingRows pending, Instant begun) {
    this.pending = pending;
    this.begun = begun;
  }

  /** Takes the rows of the record at this offset; there may be none. */
  void add(TopicPartition partition, long offset, RowChange change, List<Row> recordRows)
      throws IOException {
    for (Row row : recordRows) {
      pending.write(change, row);
    }
    rows += recordRows.size();
    nextOffsets.put(partition, offset + 1);
  }

  boolean has(TopicPartition partition) {
    return nextOffsets.containsKey(partition);
  }

  boolean hasAny(Collection<TopicPartition> partitions) {
    return !Collections.disjoint(nextOffsets.keySet(), partitions);
  }

  /** By partition, the offset after the last record in this batch. */
  Map<TopicPartition, Long> nextOffsets() {
    return Collections.unmodifiableMap(nextOffsets);
  }

  long nextOffset(TopicPartition partition, long otherwise) {
    return nextOffsets.getOrDefault(partition, otherwise);
  }

  long rows() {
    return rows;
  }

  Instant begun() {
    return begun;
  }

  long sizeBytes() {
    return pending.sizeBytes();
  }

  boolean isFull() {
    return pending.isFull();
  }

  /** Asked for again: worked out anew. */
  TableCommit complete(TxnLedger ledger) throws IOException {
    return pending.complete(ledger.updates(nextOffsets));
  }

  void committed(long version) {
    pending.committed(version);
  }

  void abandon() throws IOException {
    pending.abandon();
  }
}
