package io.tidemark.delta.merge;

import static java.util.Objects.requireNonNull;

import io.tidemark.delta.merge.RewritePass.Layout;
import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings changed rows into a table that has one row per key. Files that hold a changed key are read
 * and written anew with the changes, in key order and of so few rows that the next changes find few
 * files; small ones that have become many go with them. Memory holds the changes, the keys' hashes
 * and what {@link RowFiles} and {@link OrderedRows} hold. Owned by one thread.
 */
public final class TableMerge {

  private final DeltaTable table;
  private final Rule rule;
  private final LiveFiles live = new LiveFiles();
  private final KeyIndex index;
  private Set<String> seen = Set.of();
  private StructType seenColumns = new StructType(List.of());

  /**
   * @param rows the columns of changed rows; the table may have more
   * @param keyColumns which of them make the key
   * @param fileBytes a file of about this size is completed and another begun
   * @param fileRows so is one of about so many rows
   */
  public record Rule(StructType rows, List<String> keyColumns, long fileBytes, long fileRows) {

    public Rule {
      requireNonNull(rows, "rows");
      keyColumns = List.copyOf(keyColumns);
    }
  }

  /** What becomes of the rows that the table has, apart from those of the changed keys. */
  public enum Scope {
    /** They stay in their files, if these hold no changed key. */
    CHANGED_FILES,
    /** They are all written anew. */
    WHOLE_TABLE,
    /** They go. */
    NEW_ROWS_ONLY
  }

  public TableMerge(DeltaTable table, Rule rule) {
    this.table = table;
    this.rule = rule;
    this.index = new KeyIndex(table, rule.keyColumns());
  }

  /** Of how many files something is remembered; those of the table that the last rewrite saw. */
  int filesKnown() {
    return index.filesKnown();
  }

  /**
   * Works out the changes and writes their files; nothing of them is in the table yet.
   *
   * @param snapshot the newest version
   * @throws io.tidemark.row.problem.UserException if a file of the table can't be read
   */
  public Rewrite rewrite(TableSnapshot snapshot, ChangedRows changes, Scope scope)
      throws IOException {
    Collection<DataFile> files = live.at(snapshot);
    seen = paths(files);
    seenColumns = snapshot.schema();
    index.retain(seen);
    KeyColumns keys = keys(snapshot);
    Layout layout = new Layout(seenColumns, keys, partitions(snapshot), rule.fileRows());
    Set<Row> changed = changes.byKey().keySet();
    KeyIndex.Found found =
        scope == Scope.CHANGED_FILES
            ? index.holding(changed, files, keys)
            : new KeyIndex.Found(List.copyOf(files), Set.of());
    RewritePlan plan =
        scope == Scope.NEW_ROWS_ONLY
            ? new RewritePlan(List.of(), Map.of())
            : RewritePlan.of(
                index.ranges(files, keys, layout.partitions()),
                Set.copyOf(found.files()),
                rule.fileRows());
    RowFiles out = new RowFiles(target(snapshot));
    try {
      RewritePass pass = new RewritePass(table, layout, rule.rows(), changes.byKey(), out);
      pass.expectNew(changed.stream().filter(key -> !found.keys().contains(key)).toList());
      for (RewritePlan.Run run : plan.runs()) {
        pass.rewrite(run);
      }
      pass.writeRest(plan.small());
      List<DataFile> removes = scope == Scope.NEW_ROWS_ONLY ? found.files() : plan.files();
      return new Rewrite(snapshot.version(), out.close(), removes);
    } catch (IOException | RuntimeException e) {
      out.abandon();
      throw e;
    }
  }

  /**
   * Puts a rewrite of {@link Scope#CHANGED_FILES} on top of what others have committed since,
   * without writing anything, if they left its files alone and wrote none of its keys.
   *
   * @return empty if they didn't: then the rewrite is of no use any more
   */
  public Optional<Rewrite> rebase(Rewrite rewrite, TableSnapshot newest, ChangedRows changes)
      throws IOException {
    Collection<DataFile> files = live.at(newest);
    if (!newest.schema().equals(seenColumns)
        || !paths(files).containsAll(paths(rewrite.removes()))) {
      return Optional.empty();
    }
    List<DataFile> others = files.stream().filter(file -> !seen.contains(file.path())).toList();
    return index.holding(changes.byKey().keySet(), others, keys(newest)).files().isEmpty()
        ? Optional.of(new Rewrite(newest.version(), rewrite.adds(), rewrite.removes()))
        : Optional.empty();
  }

  /** The rewrite is this version of the table. */
  public void committed(long version, Rewrite rewrite) {
    live.committed(version, rewrite.adds(), rewrite.removes());
  }

  /** Deletes what was written for it: no log names it. */
  public void abandon(Rewrite rewrite) throws IOException {
    for (DataFile file : rewrite.adds()) {
      table.dataFolder().delete(table.name(file));
    }
  }

  private KeyColumns keys(TableSnapshot snapshot) {
    return KeyColumns.of(snapshot.schema(), rule.keyColumns(), snapshot.partitionColumns());
  }

  private static KeyColumns partitions(TableSnapshot snapshot) {
    List<String> columns = snapshot.partitionColumns();
    return KeyColumns.of(snapshot.schema(), columns, columns);
  }

  private static Set<String> paths(Collection<DataFile> files) {
    return files.stream().map(DataFile::path).collect(Collectors.toSet());
  }

  private FileTarget target(TableSnapshot snapshot) {
    return new FileTarget(
        table.dataFolder(),
        snapshot.schema(),
        snapshot.partitionColumns(),
        new FileLimits(rule.fileBytes(), snapshot.indexedColumns()));
  }
}
