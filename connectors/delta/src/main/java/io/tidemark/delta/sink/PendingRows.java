package io.tidemark.delta.sink;

import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TxnUpdate;
import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import java.io.IOException;
import java.util.List;

/**
 * The rows of one micro-batch on their way into the table; how they get there is the output mode's
 * affair. Owned by the task's thread; ends with {@link #committed} or {@link #abandon}.
 */
sealed interface PendingRows permits AppendedRows, MergedRows {

  void write(RowChange change, Row row) throws IOException;

  /** About how many bytes of data files a commit would add now. */
  long sizeBytes();

  /** Whether memory holds as many rows as it should: they are to be committed now. */
  boolean isFull();

  /**
   * The commit that puts these rows into the table, with their writer's progress. Asked for again,
   * it is worked out anew from the table as it then is.
   */
  TableCommit complete(List<TxnUpdate> progress) throws IOException;

  /** What {@link #complete} returned last is this version. */
  void committed(long version);

  /** Leaves nothing of these rows on the disk. */
  void abandon() throws IOException;
}
