package io.tidemark.delta.sink;

import io.tidemark.delta.maintenance.Optimize;
import io.tidemark.delta.maintenance.OptimizeLimits;
import io.tidemark.delta.maintenance.OptimizeResult;
import io.tidemark.delta.table.CommitOutcomeUnknownException;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts a table's small files between commits, when the task has added enough of them. Bounded:
 * at most {@link #ROUNDS} times as many files at once. Rows are safe whatever becomes of it, so a
 * failure is said, and it is tried again when as many files have come. Owned by the task's thread.
 */
final class AutoCompaction {

  private static final Logger LOG = LoggerFactory.getLogger(AutoCompaction.class);

  private static final int ROUNDS = 4;

  private final DeltaSinkConfig config;
  private int filesAdded;

  AutoCompaction(DeltaSinkConfig config) {
    this.config = config;
  }

  /** After a commit that added so many files. */
  void committed(DeltaTable table, int files) {
    filesAdded += files;
    if (!config.autoCompacts()
        || config.outputMode() == OutputMode.UPDATE // large files would be written anew at once
        || filesAdded < config.autoCompactMinFiles()) {
      return;
    }
    filesAdded = 0;
    try {
      compact(table);
    } catch (UserException | CommitOutcomeUnknownException | IOException e) {
      LOG.warn(
          "table={}: small files were not compacted, rows are unaffected; tried again after {} files",
          config.tableName(),
          config.autoCompactMinFiles(),
          e);
    }
  }

  private void compact(DeltaTable table) throws IOException {
    long target = config.targetFileSizeBytes();
    int maxFiles = config.autoCompactMinFiles() * ROUNDS;
    OptimizeResult done =
        new Optimize(table, new OptimizeLimits(target, Math.max(1, target / 2), maxFiles)).run();
    if (done.hasChanged()) {
      LOG.info(
          "compacted table={} version={} files={} into={}",
          config.tableName(),
          done.version(),
          done.removed().size(),
          done.added().size());
    }
  }
}
