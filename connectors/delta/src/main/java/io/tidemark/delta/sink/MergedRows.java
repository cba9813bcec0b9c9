package io.tidemark.delta.sink;

import io.tidemark.delta.merge.ChangedRows;
import io.tidemark.delta.merge.Rewrite;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TxnUpdate;
import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Output modes update and complete: the last row of each key replaces the table's. */
final class MergedRows implements PendingRows {

  /** Of a value in a file; only to judge when enough has come together. */
  private static final int VALUE_BYTES = 16;

  private final MergedTable table;
  private final ChangedRows changes;
  private long valuesWritten;
  private @Nullable Rewrite rewrite;

  MergedRows(MergedTable table) {
    this.table = table;
    this.changes = table.noChanges();
  }

  @Override
  public void write(RowChange change, Row row) {
    changes.add(change, row);
    valuesWritten += row.size();
  }

  @Override
  public long sizeBytes() {
    return valuesWritten * VALUE_BYTES;
  }

  @Override
  public boolean isFull() {
    return changes.size() >= table.maxChangedRows();
  }

  @Override
  public TableCommit complete(List<TxnUpdate> progress) throws IOException {
    Rewrite last = rewrite;
    Optional<Rewrite> rebased = last == null ? Optional.empty() : table.rebase(last, changes);
    if (rebased.isEmpty()) {
      abandon();
    }
    Rewrite next = rebased.isPresent() ? rebased.get() : table.rewrite(changes, progress);
    rewrite = next;
    return table.commit(next, progress);
  }

  @Override
  public void committed(long version) {
    Rewrite done = rewrite;
    if (done != null) {
      table.committed(version, done);
      rewrite = null;
    }
  }

  @Override
  public void abandon() throws IOException {
    Rewrite undone = rewrite;
    rewrite = null;
    if (undone != null) {
      table.abandon(undone);
    }
  }
}
