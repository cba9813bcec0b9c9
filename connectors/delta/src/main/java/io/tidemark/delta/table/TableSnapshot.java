package io.tidemark.delta.table;

import io.delta.standalone.Snapshot;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.SetTransaction;
import io.delta.standalone.internal.SnapshotImpl;
import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.row.StructType;
import java.util.List;
import java.util.Map;

/**
 * One version of a table, which later commits don't change. Files are read from the log when they
 * are first asked for. Thread-safe.
 */
public final class TableSnapshot {

  private final TableLocation location;
  private final Snapshot snapshot;

  TableSnapshot(TableLocation location, Snapshot snapshot) {
    this.location = location;
    this.snapshot = snapshot;
  }

  public long version() {
    return snapshot.getVersion();
  }

  /** All columns, partition columns included, in the table's order. */
  public StructType schema() {
    return DeltaSchema.fromDelta(location.text(), snapshot.getMetadata().getSchema());
  }

  public List<String> partitionColumns() {
    return List.copyOf(snapshot.getMetadata().getPartitionColumns());
  }

  public Map<String, String> properties() {
    return Map.copyOf(snapshot.getMetadata().getConfiguration());
  }

  /** How many columns get statistics; -1 is all. */
  public int indexedColumns() {
    String columns = properties().get("delta.dataSkippingNumIndexedCols");
    return columns == null ? FileLimits.DEFAULT_INDEXED_COLUMNS : Integer.parseInt(columns);
  }

  /** Stays the same for the table's life; another id under the same path is another table. */
  public String tableId() {
    return snapshot.getMetadata().getId();
  }

  /**
   * Whether a writer whose txn ids begin so has committed to the table. Reads the whole log: for
   * now and then.
   */
  public boolean hasTxnOf(String idPrefix) {
    return LogErrors.translating(
        location,
        () -> {
          scala.collection.Iterator<SetTransaction> txns =
              ((SnapshotImpl) snapshot).setTransactions().iterator();
          while (txns.hasNext()) {
            if (txns.next().getAppId().startsWith(idPrefix)) {
              return true;
            }
          }
          return false;
        });
  }

  /** The files whose rows are this version's rows. */
  public List<DataFile> files() {
    return LogErrors.translating(
        location, () -> snapshot.getAllFiles().stream().map(this::dataFile).toList());
  }

  private DataFile dataFile(AddFile file) {
    return new DataFile(
        location.fromLog(file.getPath()),
        file.getPartitionValues(),
        file.getSize(),
        file.getModificationTime(),
        file.getStats());
  }
}
