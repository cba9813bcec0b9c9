package io.tidemark.delta.parquet;

import io.tidemark.delta.table.DataFile;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data files of one commit while they are written: one open file for each combination of
 * partition values, as many as memory allows; then the one not used for longest is completed. Owned
 * by one thread.
 */
public final class RowFiles {

  /** Each open file holds a row group in memory. */
  private static final int MAX_OPEN_FILES = 16;

  /** For all open files together. */
  private static final long ROW_GROUPS_BYTES = 64L << 20;

  private final FileTarget target;
  private final RowFile.Layout layout;
  private final List<StructField> partitionFields;
  private final int[] partitionPositions;
  private final int[] dataPositions;
  private final Map<List<@Nullable Object>, RowFile> open = new LinkedHashMap<>(16, 0.75f, true);
  private final List<DataFile> completed = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();

  public RowFiles(FileTarget target) {
    this.target = target;
    this.partitionFields = target.partitionFields();
    this.partitionPositions = target.positions(partitionFields);
    this.dataPositions = target.positions(target.dataSchema().fields());
    this.layout =
        new RowFile.Layout(
            target.folder(),
            target.dataSchema(),
            partitionFields.isEmpty() ? ROW_GROUPS_BYTES / 2 : ROW_GROUPS_BYTES / MAX_OPEN_FILES,
            target.limits().indexedColumns());
  }

  /**
   * Takes a row of the table's schema.
   *
   * @throws io.tidemark.row.problem.UserException if it has null in a NOT NULL column
   */
  public void write(Row row) throws IOException {
    List<@Nullable Object> key = values(row, partitionPositions);
    RowFile file = open.get(key);
    if (file == null) {
      file = begin(key);
    }
    file.write(partitionFields.isEmpty() ? row : Row.wrap(values(row, dataPositions).toArray()));
    if (file.sizeBytes() >= target.limits().fileBytes()) {
      open.remove(key);
      completed.add(file.close());
    }
  }

  /** About how many bytes these files would have if they were completed now. */
  public long sizeBytes() {
    return completed.stream().mapToLong(DataFile::sizeBytes).sum()
        + open.values().stream().mapToLong(RowFile::sizeBytes).sum();
  }

  /** Completes all files. They and their names are on the disk then, for the log to name. */
  public List<DataFile> close() throws IOException {
    Iterator<RowFile> files = open.values().iterator();
    while (files.hasNext()) {
      completed.add(files.next().close());
      files.remove();
    }
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
    if (open.size() == MAX_OPEN_FILES) {
      Iterator<RowFile> oldest = open.values().iterator();
      completed.add(oldest.next().close());
      oldest.remove();
    }
    PartitionValues values = PartitionValues.of(partitionFields, key);
    String path =
        values.folder()
            + "part-%05d-%s.c000.zstd.parquet".formatted(paths.size(), UUID.randomUUID());
    RowFile file = new RowFile(layout, path, values.byColumn());
    paths.add(path);
    open.put(key, file);
    return file;
  }

  private static List<@Nullable Object> values(Row row, int[] positions) {
    if (positions.length == 0) {
      return Collections.emptyList();
    }
    List<@Nullable Object> values = new ArrayList<>(positions.length);
    for (int position : positions) {
      values.add(row.value(position));
    }
    return values;
  }
}
