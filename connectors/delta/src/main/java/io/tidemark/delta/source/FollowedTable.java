package io.tidemark.delta.source;

import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableChange;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The table that a source follows: which versions there are, and whether it is still the same
 * table. Owned by the polling thread.
 */
final class FollowedTable {

  private static final String BEGIN_ANEW = "begin anew under another source.name";

  private final DeltaTable table;
  private final String tableId;
  private long newest;
  private @Nullable TableChange lastRead;

  /**
   * @param newest the version at the start
   */
  FollowedTable(DeltaTable table, TableSnapshot newest) {
    this.table = table;
    this.tableId = newest.tableId();
    this.newest = newest.version();
  }

  DeltaTable table() {
    return table;
  }

  String tableId() {
    return tableId;
  }

  /** The newest version known. */
  long newest() {
    return newest;
  }

  /**
   * Refuses to go on in another table, or in one that has been put back.
   *
   * @param offset where the source stood in the table that it read
   */
  void requireSame(SourceOffset offset) {
    requireSame(offset.tableId(), tableId, newest, offset.position().version());
  }

  private void requireSame(String readId, String id, long newestVersion, long nextVersion) {
    if (!readId.equals(id)) {
      throw problem(
          "this is another table than the one that was read: its id is %s, and that one's is %s"
              .formatted(id, readId),
          BEGIN_ANEW + ", or put the other table back");
    }
    if (nextVersion > newestVersion + 1) {
      throw problem(
          "the table is at version %d, and the source has read it to version %d: it was put back to"
                  .formatted(newestVersion, nextVersion - 1)
              + " an older state",
          BEGIN_ANEW + ", or put the newer state back");
    }
  }

  /**
   * Looks for new versions.
   *
   * @param next the version to read next
   */
  void refresh(long next) {
    try {
      newest = table.snapshot().version();
    } catch (UserException e) {
      explain(next);
      throw e;
    }
    if (newest + 1 < next) {
      requireSameAnew(next);
    } else if (newest >= next && isRewritten(next - 1)) {
      requireSameAnew(next);
      throw problem(
          "version %d is another than the one that was read".formatted(next - 1), BEGIN_ANEW);
    }
  }

  private boolean isRewritten(long version) {
    TableChange read = lastRead;
    return read != null
        && read.version() == version
        && table.change(version).filter(commit -> !commit.equals(read)).isPresent();
  }

  /** Finds out what is wrong with a log that can't be read, if it is something we know better. */
  private void explain(long next) {
    try {
      requireSameAnew(next);
    } catch (UserException e) {
      long version = next;
      while (table.change(version).isPresent()) {
        version++;
      }
      OptionalLong further = table.firstChange(version);
      throw further.isPresent() ? gap(version, further.getAsLong()) : e;
    }
  }

  /** Delta Standalone takes a new table at an old one's path for the old one, until reopened. */
  private void requireSameAnew(long next) {
    TableSnapshot anew = DeltaTable.open(table.path()).snapshot();
    requireSame(tableId, anew.tableId(), anew.version(), next);
  }

  /**
   * A version's commit.
   *
   * @param version at most {@link #newest()}
   * @throws UserException if the log doesn't have it any more
   */
  TableChange commit(long version) {
    TableChange commit = table.change(version).orElseThrow(() -> missing(version));
    commit
        .definition()
        .ifPresent(metadata -> requireSame(tableId, metadata.tableId(), newest, version));
    lastRead = commit;
    return commit;
  }

  private UserException gap(long version, long further) {
    return problem(
        "version %d is missing in the table's log, which goes on with %d"
            .formatted(version, further),
        "put its file back into _delta_log; without it no one can read the table");
  }

  private UserException missing(long version) {
    OptionalLong next = table.firstChange(version);
    String what =
        next.isPresent()
            ? "the next one there is %d".formatted(next.getAsLong())
            : "no later one is there";
    String goOn =
        next.isPresent()
            ? ": starting.version=%d goes on without what lies between, earliest reads the table as"
                    .formatted(next.getAsLong())
                + " it is now"
            : " to read the table as it is now";
    return problem(
        "version %d is not in the table's log, or no longer: %s".formatted(version, what),
        BEGIN_ANEW + goOn);
  }

  /**
   * All files of a version, those written first first.
   *
   * @throws UserException if the log can't tell them any more
   */
  List<DataFile> files(long version) {
    return snapshot(version).files().stream()
        .map(FollowedTable::withoutStatistics)
        .sorted(Comparator.comparingLong(DataFile::modifiedMillis).thenComparing(DataFile::path))
        .toList();
  }

  private TableSnapshot snapshot(long version) {
    try {
      return table.snapshot(version);
    } catch (UserException e) {
      throw new UserException(
          new Problem(
              table.path(),
              "version %d, which the source was reading as a whole, can't be told from the log any"
                      .formatted(version)
                  + " more: "
                  + e.problems().get(0).what(),
              BEGIN_ANEW + " to read the table as it is now"),
          e);
    }
  }

  /** There may be very many. */
  private static DataFile withoutStatistics(DataFile file) {
    return new DataFile(
        file.path(), file.partitionValues(), file.sizeBytes(), file.modifiedMillis(), null);
  }

  private UserException problem(String what, String remedy) {
    return new UserException(new Problem(table.path(), what, remedy));
  }
}
