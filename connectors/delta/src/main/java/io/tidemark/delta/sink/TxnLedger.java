package io.tidemark.delta.sink;

import io.tidemark.delta.table.TxnUpdate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What the table's log says has been written of each assigned partition: the next offset to read.
 * The log's {@code txn} for a partition has that offset as its version. Owned by the task's thread.
 */
final class TxnLedger {

  private final String appId;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  TxnLedger(String appId) {
    this.appId = appId;
  }

  private String txnId(TopicPartition partition) {
    return TxnIds.of(appId, partition);
  }

  /**
   * Takes over partitions.
   *
   * @param versions finds the log's version of each txn id
   */
  void open(
      Collection<TopicPartition> partitions,
      Function<Collection<String>, Map<String, Long>> versions) {
    Map<String, TopicPartition> byId =
        partitions.stream().collect(Collectors.toMap(this::txnId, Function.identity()));
    versions.apply(byId.keySet()).forEach((id, version) -> next.put(byId.get(id), version));
  }

  void close(Collection<TopicPartition> partitions) {
    partitions.forEach(next::remove);
  }

  Collection<TopicPartition> partitions() {
    return List.copyOf(next.keySet());
  }

  /** The first offset that the log doesn't have; 0 when it has none of this partition. */
  long nextOffset(TopicPartition partition) {
    return Math.max(0, logged(partition));
  }

  Map<TopicPartition, Long> nextOffsets(Collection<TopicPartition> partitions) {
    return partitions.stream().collect(Collectors.toMap(Function.identity(), this::nextOffset));
  }

  /** By partition, what has been written; partitions that the log doesn't know are left out. */
  Map<TopicPartition, Long> written() {
    return next.entrySet().stream()
        .filter(e -> e.getValue() != TxnUpdate.NONE)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** What a commit says that brings the log to these offsets. */
  List<TxnUpdate> updates(Map<TopicPartition, Long> nextOffsets) {
    List<TxnUpdate> updates = new ArrayList<>();
    nextOffsets.forEach(
        (partition, offset) ->
            updates.add(new TxnUpdate(txnId(partition), logged(partition), offset)));
    return updates;
  }

  /** The commit is in the log. */
  void committed(Map<TopicPartition, Long> nextOffsets) {
    next.putAll(nextOffsets);
  }

  private long logged(TopicPartition partition) {
    Long offset = next.get(partition);
    if (offset == null) {
      throw new IllegalStateException(partition + " is not assigned to this task");
    }
    return offset;
  }
}
