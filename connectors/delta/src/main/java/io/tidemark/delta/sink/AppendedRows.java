package io.tidemark.delta.sink;

import io.tidemark.delta.maintenance.BinPacking;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.delta.table.TxnUpdate;
import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Output mode append: the rows are added, in files of their own. */
final class AppendedRows implements PendingRows {

  private final RowFiles files;
  private final Optional<BinPacking> packing;
  private List<DataFile> completed = List.of();

  /**
   * @param packing of the files before a commit; empty: they stay as they were written
   */
  AppendedRows(FileTarget target, Optional<BinPacking> packing) {
    this.files = new RowFiles(target);
    this.packing = packing;
  }

  @Override
  public void write(RowChange change, Row row) throws IOException {
    files.write(row);
  }

  @Override
  public long sizeBytes() {
    return files.sizeBytes();
  }

  @Override
  public boolean isFull() {
    return false; // they are in files
  }

  @Override
  public TableCommit complete(List<TxnUpdate> progress) throws IOException {
    if (completed.isEmpty()) {
      List<DataFile> written = files.close();
      completed = packing.isPresent() ? packing.get().pack(written) : written;
    }
    return TableCommit.append(TableOperation.STREAMING_UPDATE, completed, progress);
  }

  @Override
  public void committed(long version) {
    // nothing to remember
  }

  @Override
  public void abandon() throws IOException {
    files.abandon();
    if (packing.isPresent()) {
      packing.get().delete(completed);
    }
  }
}
