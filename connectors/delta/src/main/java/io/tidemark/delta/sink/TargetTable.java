package io.tidemark.delta.sink;

import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.delta.table.TxnUpdate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The table that a task writes to, made when the configuration says so. Owned by the task's thread.
 */
final class TargetTable {

  private final DeltaSinkConfig config;
  private @Nullable DeltaTable table;

  TargetTable(DeltaSinkConfig config) {
    this.config = config;
  }

  /**
   * Opens the table, or makes it if that is to be done at the start.
   *
   * @return its version; empty while it isn't there
   * @throws io.tidemark.row.problem.UserException if the table there is another than the
   *     configuration says
   */
  OptionalLong open() {
    if (config.tableCreation() == TableCreation.AT_START || DeltaTable.exists(config.tablePath())) {
      return OptionalLong.of(opened().version());
    }
    return OptionalLong.empty();
  }

  /** By txn id, the version that the log has; what isn't there has {@link TxnUpdate#NONE}. */
  Map<String, Long> txnVersions(Collection<String> ids) {
    if (table == null && DeltaTable.exists(config.tablePath())) {
      opened();
    }
    if (table != null) {
      return table.txnVersions(ids);
    }
    Map<String, Long> none = new HashMap<>();
    ids.forEach(id -> none.put(id, TxnUpdate.NONE));
    return none;
  }

  /** The open table; makes it if it isn't there. */
  DeltaTable opened() {
    if (table == null) {
      DeltaTable opened = DeltaTable.create(config.tablePath(), config.table());
      opened.requireDefinition(config.table());
      table = opened;
    }
    return table;
  }

  void close() {
    if (table != null) {
      table.close();
    }
  }

  PendingRows pendingRows() {
    return switch (config.outputMode()) {
      case APPEND -> new AppendedRows(fileTarget());
    };
  }

  private FileTarget fileTarget() {
    DeltaTable open = opened();
    TableSnapshot snapshot = open.snapshot();
    return new FileTarget(
        open.dataFolder(),
        config.table().schema(),
        snapshot.partitionColumns(),
        new FileLimits(config.targetFileSizeBytes(), indexedColumns(snapshot)));
  }

  private static int indexedColumns(TableSnapshot snapshot) {
    String columns = snapshot.properties().get("delta.dataSkippingNumIndexedCols");
    return columns == null ? FileLimits.DEFAULT_INDEXED_COLUMNS : Integer.parseInt(columns);
  }
}
