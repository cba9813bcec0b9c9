package io.tidemark.delta.sink;

import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.delta.table.TxnUpdate;
import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import java.io.IOException;
import java.util.List;

/** Output mode append: the rows are added, in files of their own. */
final class AppendedRows implements PendingRows {

  private final RowFiles files;

  AppendedRows(FileTarget target) {
    this.files = new RowFiles(target);
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
    return TableCommit.append(TableOperation.STREAMING_UPDATE, files.close(), progress);
  }

  @Override
  public void committed(long version) {
    // nothing to remember
  }

  @Override
  public void abandon() throws IOException {
    files.abandon();
  }
}
