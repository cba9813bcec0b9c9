package io.tidemark.delta.source;

import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.TableChange;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which files of a commit have new rows. A stream has no way to say that rows are gone: a commit
 * that removes some stops the source, unless the configuration says otherwise.
 */
final class CommitRules {

  private static final Logger LOG = LoggerFactory.getLogger(CommitRules.class);

  private final String table;
  private final RemovedRows removedRows;

  CommitRules(String table, RemovedRows removedRows) {
    this.table = table;
    this.removedRows = removedRows;
  }

  /**
   * In the order of the log.
   *
   * @throws UserException if the commit removes or rewrites rows, and that stops the source
   */
  List<DataFile> filesToRead(TableChange commit) {
    if (commit.removes().isEmpty()) {
      return commit.adds();
    }
    boolean isDelete = commit.adds().isEmpty();
    if (removedRows == RemovedRows.STOP
        || (removedRows == RemovedRows.IGNORE_DELETES && !isDelete)) {
      throw new UserException(isDelete ? deleted(commit) : rewritten(commit));
    }
    LOG.warn(
        "table={} version={} operation={}: it took away {} and added {}; only what it added is read",
        table,
        commit.version(),
        commit.operation(),
        files(commit.removes().size()),
        files(commit.adds().size()));
    return commit.adds();
  }

  private Problem deleted(TableChange commit) {
    return new Problem(
        table,
        "version %d%s removed rows: it took away %s, such as %s"
            .formatted(
                commit.version(),
                operation(commit),
                files(commit.removes().size()),
                commit.removes().get(0)),
        "set ignore.deletes=true to pass over such commits, or begin anew under another source.name"
            + " to read the table as it is now");
  }

  private Problem rewritten(TableChange commit) {
    return new Problem(
        table,
        "version %d%s rewrote rows: it took away %s, such as %s, and added %s"
            .formatted(
                commit.version(),
                operation(commit),
                files(commit.removes().size()),
                commit.removes().get(0),
                files(commit.adds().size())),
        "set ignore.changes=true to read what such commits add, rows that they only carry over"
            + " included, or begin anew under another source.name to read the table as it is now");
  }

  private static String operation(TableChange commit) {
    return commit.operation().isEmpty() ? "" : " (" + commit.operation() + ")";
  }

  private static String files(int count) {
    return count == 1 ? "1 file" : count + " files";
  }
}
