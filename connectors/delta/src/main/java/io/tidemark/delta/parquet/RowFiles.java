package io.tidemark.delta.parquet;

import io.tidemark.delta.table.DataFile;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data files of one commit while they are written: one open file for each combination of
 * partition values, as many as memory allows. A file holds its first rows as they are; when too
 * many are held, the files with the most are completed. It then holds a row group; when too many
 * do, the one not used for longest is completed. Owned by one thread.
 */
public final class RowFiles {

  /** Of partitioned tables: files that hold a row group. */
  private static final int MAX_BEGUN_FILES = 16;

  /** For all open files together. */
  private static final long ROW_GROUPS_BYTES = 64L << 20;

  /** Rows in files that are not begun, all together. */
  private static final int MAX_HELD_ROWS = 1 << 16;

  private final FileTarget target;
  private final RowFile.Layout layout;
  private final List<StructField> partitionFields;
  private final int[] partitionPositions;
  private final int[] dataPositions;
  private final Map<List<@Nullable Object>, RowFile> open = new LinkedHashMap<>(16, 0.75f, true);
  private final List<DataFile> completed = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private int heldRows;
  private int begunFiles;

  public RowFiles(FileTarget target) {
    this.target = target;
    this.partitionFields = target.partitionFields();
    this.partitionPositions = target.positions(partitionFields);
    this.dataPositions = target.positions(target.dataSchema().fields());
    this.layout =
        new RowFile.Layout(
            target.folder(),
            target.dataSchema(),
            partitionFields.isEmpty() ? ROW_GROUPS_BYTES / 2 : ROW_GROUPS_BYTES / MAX_BEGUN_FILES,
            target.limits().indexedColumns());
  }

  /**
   * Takes a row of the table's schema.
   *
   * @throws io.tidemark.row.problem.UserException if it has null in a NOT NULL column
   */
  public void write(Row row) throws IOException {
    List<@Nullable Object> key = Arrays.asList(values(row, partitionPositions));
    RowFile file = open.get(key);
    if (file == null) {
      file = begin(key);
    }
    write(file, partitionFields.isEmpty() ? row : Row.wrap(values(row, dataPositions)));
    if (file.sizeBytes() >= target.limits().fileBytes()) {
      open.remove(key);
      complete(file);
    } else if (begunFiles > MAX_BEGUN_FILES) {
      completeLongestUnused();
    } else if (heldRows > MAX_HELD_ROWS) {
      completeFullest();
    }
  }

  private void write(RowFile file, Row row) throws IOException {
    int held = file.heldRows();
    boolean wasBegun = file.isBegun();
    file.write(row);
    heldRows += file.heldRows() - held;
    if (!wasBegun && file.isBegun()) {
      begunFiles++;
    }
  }

  private void complete(RowFile file) throws IOException {
    heldRows -= file.heldRows();
    if (file.isBegun()) {
      begunFiles--;
    }
    completed.add(file.close());
  }

  private void completeLongestUnused() throws IOException {
    Iterator<RowFile> files = open.values().iterator();
    RowFile oldest = files.next();
    while (!oldest.isBegun()) {
      oldest = files.next();
    }
    files.remove();
    complete(oldest);
  }

  /** Down to half of what may be held, so that it is worth the sorting. */
  private void completeFullest() throws IOException {
    List<Map.Entry<List<@Nullable Object>, RowFile>> fullest = new ArrayList<>(open.entrySet());
    fullest.sort(Comparator.comparingInt(e -> -e.getValue().heldRows()));
    for (Map.Entry<List<@Nullable Object>, RowFile> entry : fullest) {
      if (heldRows <= MAX_HELD_ROWS / 2) {
        return;
      }
      open.remove(entry.getKey());
      complete(entry.getValue());
    }
  }

  /** About how many bytes these files would have if they were completed now. */
  public long sizeBytes() {
    return completed.stream().mapToLong(DataFile::sizeBytes).sum()
        + open.values().stream().mapToLong(RowFile::sizeBytes).sum();
  }

  /** Completes all files that are open: rows that come after have others. */
  public void completeOpen() throws IOException {
    Iterator<RowFile> files = open.values().iterator();
    while (files.hasNext()) {
      RowFile file = files.next();
      files.remove();
      complete(file);
    }
  }

  /** Completes all files. They and their names are on the disk then, for the log to name. */
  public List<DataFile> close() throws IOException {
    completeOpen();
    target.folder().force(paths);
    return List.copyOf(completed);
  }

  /** Deletes all files, completed ones too: no log names them. */
  public void abandon() throws IOException {
    for (RowFile file : open.values()) {
      file.abandon();
    }
    open.clear();
    for (String path : paths) {
      target.folder().delete(path);
    }
  }

  private RowFile begin(List<@Nullable Object> key) throws IOException {
    PartitionValues values = PartitionValues.of(partitionFields, key);
    String path =
        values.folder()
            + "part-%05d-%s.c000.zstd.parquet".formatted(paths.size(), UUID.randomUUID());
    RowFile file = new RowFile(layout, path, values.byColumn());
    paths.add(path);
    open.put(key, file);
    return file;
  }

  private static @Nullable Object[] values(Row row, int[] positions) {
    @Nullable Object[] values = new @Nullable Object[positions.length];
    for (int i = 0; i < positions.length; i++) {
      values[i] = row.value(positions[i]);
    }
    return values;
  }
}
