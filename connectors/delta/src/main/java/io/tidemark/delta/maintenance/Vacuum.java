package io.tidemark.delta.maintenance;

import io.tidemark.delta.storage.StoredFile;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * VACUUM: deletes data files that no version within the retention names. Versions older than that
 * can't be read afterwards.
 *
 * <p>A file that the log has never named may be one of a commit that is still being made: such a
 * file goes only when it is a day old at least, whatever the retention.
 *
 * <p>{@code List<StoredFile> gone = new Vacuum(DeltaTable.open(path),
 * Clock.systemUTC()).run(Vacuum.DEFAULT_RETENTION, Vacuum.Guard.ON);} and {@code list(…)} for a dry
 * run, which returns what {@code run} would delete.
 */
public final class Vacuum {

  /** Delta's own; readers and writers that take longer are rare. */
  public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

  /** A micro-batch is written and committed well within this time. */
  private static final Duration IN_FLIGHT = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(Vacuum.class);

  private final DeltaTable table;
  private final Clock clock;

  /** Whether less than {@link #DEFAULT_RETENTION} is refused. */
  public enum Guard {
    ON,
    /** The user has said that nobody reads older versions now. */
    OFF
  }

  public Vacuum(DeltaTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /**
   * What {@link #run} would delete.
   *
   * @throws UserException if the retention is too short, and the guard is on
   * @throws IOException if the folder can't be listed
   */
  public List<StoredFile> list(Duration retention, Guard guard) throws IOException {
    check(retention, guard);
    long cutoff = clock.millis() - retention.toMillis();
    long inFlight = clock.millis() - Math.max(retention.toMillis(), IN_FLIGHT.toMillis());
    List<StoredFile> stored = new ArrayList<>();
    table.dataFolder().list(stored::add);
    // the log after the folder: what has been committed meanwhile is known to it
    Set<String> kept = new HashSet<>(table.removedSince(cutoff));
    Set<String> once = new HashSet<>(table.removedSince(Long.MIN_VALUE));
    table.snapshot().files().stream().map(DataFile::path).forEach(kept::add);
    return stored.stream()
        .filter(file -> !kept.contains(table.dataFolder().absolute(file.path())))
        .filter(
            file ->
                once.contains(table.dataFolder().absolute(file.path()))
                    || file.modifiedMillis() < inFlight)
        .toList();
  }

  /**
   * Deletes them; a file that can't be deleted ends it, and those before it are gone.
   *
   * @return what was deleted
   */
  public List<StoredFile> run(Duration retention, Guard guard) throws IOException {
    List<StoredFile> files = list(retention, guard);
    for (StoredFile file : files) {
      table.dataFolder().delete(file.path());
    }
    LOG.info(
        "vacuum table={} files={} bytes={} retention={}",
        table.path(),
        files.size(),
        files.stream().mapToLong(StoredFile::sizeBytes).sum(),
        retention);
    return files;
  }

  private void check(Duration retention, Guard guard) {
    if (retention.isNegative()
        || (guard == Guard.ON && retention.compareTo(DEFAULT_RETENTION) < 0)) {
      throw new UserException(
          new Problem(
              table.path(),
              "a retention of %d hours is less than %d: who reads an older version, or has one open,"
                      .formatted(retention.toHours(), DEFAULT_RETENTION.toHours())
                  + " would miss its files",
              "keep %d hours, or switch the guard off if nobody does"
                  .formatted(DEFAULT_RETENTION.toHours())));
    }
  }
}
