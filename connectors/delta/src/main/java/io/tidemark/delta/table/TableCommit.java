package io.tidemark.delta.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * What is to become one version of a table.
 *
 * @param details what the history shows beside the operation, by name: {@code outputMode: append}
 */
public record TableCommit(
    TableOperation operation,
    List<DataFile> adds,
    List<DataFile> removes,
    List<TxnUpdate> txns,
    Map<String, String> details) {

  public TableCommit {
    requireNonNull(operation, "operation");
    adds = List.copyOf(adds);
    removes = List.copyOf(removes);
    txns = List.copyOf(txns);
    details = Map.copyOf(details);
  }

  /** New rows and their writer's progress; nothing is taken away. */
  public static TableCommit append(
      TableOperation operation, List<DataFile> adds, List<TxnUpdate> txns) {
    return new TableCommit(operation, adds, List.of(), txns, Map.of("outputMode", "append"));
  }
}
