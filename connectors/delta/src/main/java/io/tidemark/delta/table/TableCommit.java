package io.tidemark.delta.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * What is to become one version of a table.
 *
 * @param basis what the changes were worked out from; if it is no longer so, nothing is committed
 *     ({@link TableChangedException})
 * @param details what the history shows beside the operation, by name: {@code outputMode: append}
 */
public record TableCommit(
    TableOperation operation,
    List<DataFile> adds,
    List<DataFile> removes,
    List<TxnUpdate> txns,
    Map<String, String> details,
    Basis basis) {

  public TableCommit {
    requireNonNull(operation, "operation");
    requireNonNull(basis, "basis");
    adds = List.copyOf(adds);
    removes = List.copyOf(removes);
    txns = List.copyOf(txns);
    details = Map.copyOf(details);
  }

  /** Of no particular basis: whatever others commit meanwhile, these changes stay right. */
  public TableCommit(
      TableOperation operation,
      List<DataFile> adds,
      List<DataFile> removes,
      List<TxnUpdate> txns,
      Map<String, String> details) {
    this(operation, adds, removes, txns, details, new Basis.Any());
  }

  /** What must still be so when the commit is made. */
  public sealed interface Basis {

    /** Nothing but what Delta itself asks for. */
    record Any() implements Basis {}

    /** The files that the commit removes are of the newest version; others may be added. */
    record RemovedFiles() implements Basis {}

    /** No file has been added or removed since this version. */
    record Version(long version) implements Basis {}
  }

  /** New rows and their writer's progress; nothing is taken away. */
  public static TableCommit append(
      TableOperation operation, List<DataFile> adds, List<TxnUpdate> txns) {
    return new TableCommit(operation, adds, List.of(), txns, Map.of("outputMode", "append"));
  }
}
