package io.tidemark.delta.merge;

import static java.util.Objects.requireNonNull;

import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.delta.table.TxnUpdate;
import java.util.List;
import java.util.Map;

/**
 * What a table is to lose and to get so that it holds the changed rows; right only on top of the
 * version that it was worked out from.
 *
 * @param adds on the disk already, for a log to name
 */
public record Rewrite(long basis, List<DataFile> adds, List<DataFile> removes) {

  public Rewrite {
    requireNonNull(adds, "adds");
    adds = List.copyOf(adds);
    removes = List.copyOf(removes);
  }

  public TableCommit commit(
      TableOperation operation, List<TxnUpdate> progress, Map<String, String> details) {
    return new TableCommit(
        operation, adds, removes, progress, details, new TableCommit.Basis.Version(basis));
  }
}
