package io.tidemark.delta.merge;

import static java.util.Objects.requireNonNull;

import io.tidemark.delta.maintenance.BinPacking;
import io.tidemark.delta.merge.ChangedRows.Change;
import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.source.parquet.StoredRows;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings changed rows into a table that has one row per key. The rows of the files that hold a
 * changed key are read one by one, and written anew with the changes; new keys come behind them, in
 * key order. Memory holds the changes and what {@link RowFiles} holds. Owned by one thread.
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
   */
  public record Rule(StructType rows, List<String> keyColumns, long fileBytes, Packing packing) {

    /** Files stay as they are written. */
    public Rule(StructType rows, List<String> keyColumns, long fileBytes) {
      this(rows, keyColumns, fileBytes, Packing.AS_WRITTEN);
    }

    public Rule {
      requireNonNull(rows, "rows");
      keyColumns = List.copyOf(keyColumns);
    }
  }

  /** Whether files are packed before they are committed. */
  public enum Packing {
    AS_WRITTEN,
    /** As {@link BinPacking} does. */
    BIN_PACKED
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

  /** How many files' keys had to be read so far to find those that hold changed keys. */
  public long keyFilesRead() {
    return index.filesRead();
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
    StructType columns = snapshot.schema();
    seen = paths(files);
    seenColumns = columns;
    KeyColumns keys = keys(snapshot);
    List<DataFile> removes =
        scope == Scope.CHANGED_FILES
            ? index.holding(changes.byKey().keySet(), files, keys)
            : List.copyOf(files);
    FileTarget target = target(snapshot, columns);
    RowFiles out = new RowFiles(target);
    try {
      Pass pass = new Pass(changes.byKey(), keys, new RowFit(rule.rows(), columns), out);
      if (scope != Scope.NEW_ROWS_ONLY) {
        for (DataFile file : removes) {
          pass.carryOver(file, columns);
        }
      }
      pass.writeNew();
      return new Rewrite(snapshot.version(), packed(out.close(), target), removes);
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
    return index.holding(changes.byKey().keySet(), others, keys(newest)).isEmpty()
        ? Optional.of(new Rewrite(newest.version(), rewrite.adds(), rewrite.removes()))
        : Optional.empty();
  }

  /** The rewrite is this version of the table. */
  public void committed(long version, Rewrite rewrite) {
    live.committed(version, rewrite.adds(), rewrite.removes());
    rewrite.removes().forEach(index::forget);
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

  private static Set<String> paths(Collection<DataFile> files) {
    return files.stream().map(DataFile::path).collect(Collectors.toSet());
  }

  private List<DataFile> packed(List<DataFile> written, FileTarget target) throws IOException {
    return rule.packing() == Packing.BIN_PACKED
        ? new BinPacking(table, target).pack(written)
        : written;
  }

  private FileTarget target(TableSnapshot snapshot, StructType columns) {
    return new FileTarget(
        table.dataFolder(),
        columns,
        snapshot.partitionColumns(),
        new FileLimits(rule.fileBytes(), snapshot.indexedColumns()));
  }

  /** One way through the old rows, and then the new ones. */
  private final class Pass {

    private final Map<Row, Change> changes;
    private final KeyColumns keys;
    private final RowFit fit;
    private final RowFiles out;
    private final Set<Row> met = new HashSet<>();

    Pass(Map<Row, Change> changes, KeyColumns keys, RowFit fit, RowFiles out) {
      this.changes = changes;
      this.keys = keys;
      this.fit = fit;
      this.out = out;
    }

    /** A key that others wrote twice has one row from then on. */
    void carryOver(DataFile file, StructType columns) throws IOException {
      try (StoredRows rows = StoredRows.open(table, file, columns)) {
        for (Row old = rows.read(); old != null; old = rows.read()) {
          Row key = keys.key(old);
          Change change = changes.get(key);
          if (change == null) {
            out.write(old);
          } else if (met.add(key) && change.isUpsert()) {
            out.write(fit.over(old, change.row()));
          }
        }
      }
    }

    void writeNew() throws IOException {
      List<Map.Entry<Row, Change>> rest =
          changes.entrySet().stream()
              .filter(e -> e.getValue().isUpsert() && !met.contains(e.getKey()))
              .sorted(Map.Entry.comparingByKey(new KeyOrder()))
              .toList();
      for (Map.Entry<Row, Change> entry : rest) {
        out.write(fit.over(null, entry.getValue().row()));
      }
    }
  }

  /** Gives changed rows the table's columns; one that they don't have stays as it was. */
  private static final class RowFit {

    private final int[] positions;

    RowFit(StructType rows, StructType columns) {
      this.positions =
          columns.fields().stream().mapToInt(f -> rows.find(f.name()).orElse(-1)).toArray();
    }

    Row over(@Nullable Row old, Row changed) {
      @Nullable Object[] values = new @Nullable Object[positions.length];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            positions[i] >= 0 ? changed.value(positions[i]) : old == null ? null : old.value(i);
      }
      return Row.wrap(values);
    }
  }
}
