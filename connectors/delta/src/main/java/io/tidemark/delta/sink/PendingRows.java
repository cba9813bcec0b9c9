package io.tidemark.delta.sink;

import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TxnUpdate;
import io.tidemark.row.Row;
import java.io.IOException;
import java.util.List;

/**
 * The rows of one micro-batch on their way into the table; how they get there is the output mode's
 * affair. (Merging by key and replacing the table will be further kinds.) Owned by the task's
 * thread; ends with {@link #complete} or {@link #abandon}.
 */
sealed interface PendingRows permits AppendedRows {

  void write(Row row) throws IOException;

  /** About how many bytes of data files a commit would add now. */
  long sizeBytes();

  /** The commit that puts these rows into the table, with their writer's progress. */
  TableCommit complete(List<TxnUpdate> progress) throws IOException;

  /** Leaves nothing of these rows on the disk. */
  void abandon() throws IOException;
}
