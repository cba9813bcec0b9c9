package io.tidemark.sql;

import io.tidemark.delta.maintenance.Optimize;
import io.tidemark.delta.maintenance.OptimizeLimits;
import io.tidemark.delta.maintenance.OptimizeResult;
import io.tidemark.delta.maintenance.Vacuum;
import io.tidemark.delta.storage.StoredFile;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** OPTIMIZE and VACUUM as statements. */
final class Maintenance {

  private static final long FILE_BYTES = 128L << 20;
  private static final String NUMBER = "BIGINT";

  private final Set<Permission> permissions;
  private final Clock clock;

  Maintenance(Set<Permission> permissions, Clock clock) {
    this.permissions = permissions;
    this.clock = clock;
  }

  void optimize(DeltaTable table, ResultWriter writer) {
    OptimizeResult result = optimized(table);
    writer.begin(
        List.of(
            new Column("num_files_removed", NUMBER),
            new Column("num_files_added", NUMBER),
            new Column("bytes_removed", NUMBER),
            new Column("bytes_added", NUMBER),
            new Column("version", NUMBER)));
    writer.row(
        List.of(
            (long) result.removed().size(),
            (long) result.added().size(),
            bytes(result.removed()),
            bytes(result.added()),
            result.version()));
    writer.end();
  }

  private static OptimizeResult optimized(DeltaTable table) {
    try {
      return new Optimize(table, new OptimizeLimits(FILE_BYTES)).run();
    } catch (IOException e) {
      throw failed(table, "files can't be written", e);
    }
  }

  private static long bytes(List<DataFile> files) {
    return files.stream().mapToLong(DataFile::sizeBytes).sum();
  }

  void vacuum(DeltaTable table, SqlStatement.Vacuum statement, ResultWriter writer) {
    Duration retention = statement.retention().orElse(Vacuum.DEFAULT_RETENTION);
    boolean isShort = retention.compareTo(Vacuum.DEFAULT_RETENTION) < 0;
    if (isShort && !permissions.contains(Permission.SHORT_RETENTION)) {
      throw new UserException(
          new Problem(
              table.path(),
              "a retention of %d hours is less than %d: who reads an older version, or has one open, would miss its files"
                  .formatted(retention.toHours(), Vacuum.DEFAULT_RETENTION.toHours()),
              "leave RETAIN out; or, if nobody reads the table now, add --allow-short-retention"));
    }
    if (statement.isDryRun()) {
      list(files(table, retention, true), writer);
    } else {
      List<StoredFile> deleted = files(table, retention, false);
      writer.begin(
          List.of(new Column("num_files_deleted", NUMBER), new Column("bytes_deleted", NUMBER)));
      writer.row(
          List.of((long) deleted.size(), deleted.stream().mapToLong(StoredFile::sizeBytes).sum()));
      writer.end();
    }
  }

  private List<StoredFile> files(DeltaTable table, Duration retention, boolean isDryRun) {
    Vacuum vacuum = new Vacuum(table, clock);
    try {
      return isDryRun
          ? vacuum.list(retention, Vacuum.Guard.OFF)
          : vacuum.run(retention, Vacuum.Guard.OFF);
    } catch (IOException e) {
      throw failed(table, "files can't be listed or deleted", e);
    }
  }

  private static void list(List<StoredFile> files, ResultWriter writer) {
    writer.begin(List.of(new Column("path", "VARCHAR"), new Column("bytes", NUMBER)));
    for (StoredFile file : files) {
      writer.row(List.of(file.path(), file.sizeBytes()));
    }
    writer.end();
  }

  private static UserException failed(DeltaTable table, String what, IOException e) {
    return new UserException(
        new Problem(
            table.path(), what + ": " + e.getMessage(), "mend that and run the statement again"),
        e);
  }
}
