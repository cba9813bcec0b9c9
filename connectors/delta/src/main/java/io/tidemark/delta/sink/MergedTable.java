package io.tidemark.delta.sink;

import io.tidemark.delta.merge.ChangedRows;
import io.tidemark.delta.merge.KeyColumns;
import io.tidemark.delta.merge.Rewrite;
import io.tidemark.delta.merge.TableMerge;
import io.tidemark.delta.merge.TableMerge.Rule;
import io.tidemark.delta.merge.TableMerge.Scope;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.delta.table.TxnUpdate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of an output mode that writes by key: remembers from batch to batch where keys are.
 * Owned by the task's thread.
 */
final class MergedTable {

  private final DeltaTable table;
  private final TableDefinition definition;
  private final DeltaSinkConfig config;
  private final TableMerge merge;
  private boolean holdsOwnResult;

  MergedTable(DeltaTable table, TableDefinition definition, DeltaSinkConfig config) {
    this.definition = definition;
    this.table = table;
    this.config = config;
    this.merge =
        new TableMerge(
            table,
            new Rule(
                definition.schema(),
                config.mergeKeys(),
                config.targetFileSizeBytes(),
                fileRows(config)));
  }

  /** What is written as a whole each time is best in large files. */
  private static long fileRows(DeltaSinkConfig config) {
    return config.outputMode() == OutputMode.UPDATE ? config.mergeFileRows() : Integer.MAX_VALUE;
  }

  ChangedRows noChanges() {
    return new ChangedRows(
        KeyColumns.of(definition.schema(), config.mergeKeys(), definition.partitionColumns()));
  }

  int maxChangedRows() {
    return config.mergeMaxRows();
  }

  Rewrite rewrite(ChangedRows changes, List<TxnUpdate> progress) throws IOException {
    TableSnapshot newest = table.snapshot();
    return merge.rewrite(newest, changes, scope(newest, progress));
  }

  /** Empty when it must be worked out anew. */
  Optional<Rewrite> rebase(Rewrite rewrite, ChangedRows changes) throws IOException {
    return config.outputMode() == OutputMode.UPDATE
        ? merge.rebase(rewrite, table.snapshot(), changes)
        : Optional.empty();
  }

  TableCommit commit(Rewrite rewrite, List<TxnUpdate> progress) {
    return config.outputMode() == OutputMode.COMPLETE
        ? rewrite.commit(
            TableOperation.STREAMING_UPDATE, progress, Map.of("outputMode", "complete"))
        : rewrite.commit(
            TableOperation.MERGE,
            progress,
            Map.of("outputMode", "update", "keys", String.join(", ", config.mergeKeys())));
  }

  void committed(long version, Rewrite rewrite) {
    merge.committed(version, rewrite);
    holdsOwnResult = true;
  }

  void abandon(Rewrite rewrite) throws IOException {
    merge.abandon(rewrite);
  }

  /** In mode complete, what was there before this query's first commit is none of its result. */
  private Scope scope(TableSnapshot newest, List<TxnUpdate> progress) {
    if (config.outputMode() == OutputMode.UPDATE) {
      return Scope.CHANGED_FILES;
    }
    holdsOwnResult =
        holdsOwnResult || progress.stream().anyMatch(txn -> newest.hasTxnOf(ofAnyPartition(txn)));
    return holdsOwnResult ? Scope.WHOLE_TABLE : Scope.NEW_ROWS_ONLY;
  }

  /** Another task may have written for other partitions of the topic. */
  private static String ofAnyPartition(TxnUpdate txn) {
    return txn.appId().substring(0, txn.appId().lastIndexOf('-') + 1);
  }
}
