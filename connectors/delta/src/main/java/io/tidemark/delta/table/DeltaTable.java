package io.tidemark.delta.table;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.VersionLog;
import io.delta.standalone.actions.CommitInfo;
import io.tidemark.delta.storage.DataFolder;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * A Delta table: its log is read and committed to here, and nowhere else. Delta Standalone, which
 * does it, reaches no further than this package.
 *
 * <p>Thread-safe, but each writer should have its own: it caches what it last saw of the log. A
 * table on the local disk is safe between processes (see {@link
 * io.tidemark.delta.storage.AtomicLocalLogStore}); on other file systems, as safe as Delta's own
 * LogStore for them.
 */
public final class DeltaTable implements AutoCloseable {

  private final TableLocation location;
  private final TableFiles files;
  private final DeltaLog log;
  private final TxnVersions txns;
  private final LogCheckpoints checkpoints;
  private volatile @Nullable RequiredDefinition required;

  private DeltaTable(TableFiles files, DeltaLog log) {
    this.location = files.location();
    this.files = files;
    this.log = log;
    this.txns = new TxnVersions(files);
    this.checkpoints = new LogCheckpoints(location);
  }

  /** Whether there is a table in this folder (a local path or a Hadoop URI). */
  public static boolean exists(String path) {
    return at(path).isThere();
  }

  /**
   * Opens an existing table.
   *
   * @throws UserException if there is none, if it needs a newer protocol, or its log is damaged
   */
  public static DeltaTable open(String path) {
    DeltaTable table = at(path);
    if (!table.isThere()) {
      throw new UserException(
          new Problem(
              path, "there is no Delta table", "check the path, or create the table first"));
    }
    return table;
  }

  /**
   * Opens the table, and makes it first if it isn't there. Any number of processes may do so at
   * once: one makes it. What an existing table is like is for the caller to check.
   */
  public static DeltaTable create(String path, TableDefinition definition) {
    DeltaTable table = at(path);
    if (!table.isThere()) {
      DefinitionCommit first = new DefinitionCommit(table.files, table.log);
      first.requireEmptyFolder();
      first.create(definition, List.of());
    }
    return table;
  }

  private static DeltaTable at(String path) {
    TableLocation location = TableLocation.of(path);
    TableFiles files = new TableFiles(location, location.configuration());
    return LogErrors.translating(
        location,
        () -> new DeltaTable(files, DeltaLog.forTable(files.configuration(), location.root())));
  }

  private boolean isThere() {
    return log.snapshot().getVersion() >= 0;
  }

  /**
   * Gives the table the nullable columns that the definition has behind the table's own; a table
   * that has them already is left as it is.
   *
   * @return the columns that were added
   * @throws UserException with each column that differs otherwise
   */
  public List<StructField> addColumns(TableDefinition definition) {
    return new DefinitionCommit(files, log).addColumns(definition);
  }

  /**
   * Checks that rows of this definition can be appended, now and again at each commit. The table
   * may have more columns, if they are nullable.
   *
   * @throws UserException with each column that differs, or if the table needs a newer writer
   */
  public void requireDefinition(TableDefinition definition) {
    RequiredDefinition check = new RequiredDefinition(location, definition);
    LogErrors.translating(
        location,
        () -> {
          new WriteCheck(files).check(log.update());
          check.check(log.snapshot().getMetadata());
          return check;
        });
    required = check;
  }

  /** Waits some seconds for what is being written beside the commits. Using it on is allowed. */
  @Override
  public void close() {
    checkpoints.close();
  }

  private LogCommit commits() {
    return new LogCommit(files, log, txns, Optional.ofNullable(required));
  }

  /** As the user wrote it. */
  public String path() {
    return location.text();
  }

  /** Where the table's data files are to be made. */
  public DataFolder dataFolder() {
    return location.dataFolder();
  }

  /** The newest version's columns. */
  public StructType schema() {
    return snapshot().schema();
  }

  /** The newest version's number; the first is 0. */
  public long version() {
    return snapshot().version();
  }

  /** The newest version. */
  public TableSnapshot snapshot() {
    return LogErrors.translating(location, () -> new TableSnapshot(location, log.update()));
  }

  /**
   * An older version.
   *
   * @throws UserException if the log doesn't have it (any more)
   */
  public TableSnapshot snapshot(long version) {
    return LogErrors.translating(
        location, () -> new TableSnapshot(location, log.getSnapshotForVersionAsOf(version)));
  }

  /**
   * The version that was the newest at a time, by the times that {@link #history} tells.
   *
   * @throws UserException if the table wasn't there yet, or the log doesn't have it any more
   */
  public TableSnapshot snapshotAt(Instant time) {
    for (TableVersion version : history(Integer.MAX_VALUE)) {
      if (!version.at().isAfter(time)) {
        return snapshot(version.version());
      }
    }
    throw new UserException(
        new Problem(
            path(),
            "the table had no version yet at " + time,
            "DESCRIBE HISTORY shows when each was made"));
  }

  /** How far a writer has come, by the newest version; {@link TxnUpdate#NONE} when not at all. */
  public long txnVersion(String appId) {
    return txnVersions(List.of(appId)).get(appId);
  }

  /** {@link #txnVersion} of each, all at one version. */
  public Map<String, Long> txnVersions(Collection<String> appIds) {
    return LogErrors.translating(location, () -> txns.at(log.startTransaction(), appIds));
  }

  /**
   * Makes one version of these changes and returns its number. Appends by others at the same time
   * are no conflict: it becomes the version after theirs.
   *
   * @throws WriterConflictException if another writer has used one of the commit's txn app ids;
   *     nothing was committed
   * @throws TableChangedException if others have changed what the commit is based on; nothing was
   *     committed
   * @throws CommitOutcomeUnknownException if it failed where it may have been committed
   * @throws UserException if it can't be committed, such as for want of space or because the table
   *     is no longer as {@link #requireDefinition} wants it
   */
  public long commit(TableCommit commit) {
    long version = commits().commit(commit);
    checkpoints.committed(version, log.snapshot().getMetadata());
    return version;
  }

  /**
   * What one commit did; empty when the log has no such version: not yet, or no longer.
   *
   * @throws UserException if the commit is damaged or needs a newer reader
   */
  public Optional<TableChange> change(long version) {
    try {
      return files.change(version);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(new LogDiagnosis(files).damagedCommit(version, e), e);
    }
  }

  /** The first version from this one on whose commit is in the log; empty when there is none. */
  public OptionalLong firstChange(long from) {
    return LogErrors.translating(
        location,
        () -> {
          Iterator<VersionLog> changes = log.getChanges(from, false);
          return changes.hasNext()
              ? OptionalLong.of(changes.next().getVersion())
              : OptionalLong.empty();
        });
  }

  /** A data file's path below the table's folder; its whole path when it is elsewhere. */
  public String name(DataFile file) {
    return location.name(file.path());
  }

  /**
   * A data file to read. If it isn't there, that may show only when it is read.
   *
   * @throws IOException as the file system has it; a missing file is a {@link
   *     java.io.FileNotFoundException}
   */
  public InputFile open(DataFile file) throws IOException {
    return files.data(file.path());
  }

  /**
   * The files that commits have taken away since then, as far back as the log has its commits, as
   * {@link DataFile#path} has them.
   */
  public Set<String> removedSince(long millis) {
    OptionalLong first = firstChange(0);
    return first.isEmpty()
        ? Set.of()
        : LogErrors.translating(
            location, () -> new RemovedFiles(files).since(millis, first.getAsLong()));
  }

  /** The newest versions that the log still has, newest first, at most {@code limit}. */
  public List<TableVersion> history(int limit) {
    return LogErrors.translating(
        location,
        () -> {
          List<TableVersion> history = new ArrayList<>();
          long newest = log.update().getVersion();
          for (long v = newest; v >= 0 && history.size() < limit; v--) {
            history.add(version(v, log.getCommitInfoAt(v)));
          }
          return history;
        });
  }

  private static TableVersion version(long version, CommitInfo info) {
    Map<String, String> details = info.getOperationParameters();
    return new TableVersion(
        version,
        info.getTimestamp().toInstant(),
        info.getOperation(),
        details == null ? Map.of() : details,
        info.getEngineInfo().orElse(""));
  }
}
