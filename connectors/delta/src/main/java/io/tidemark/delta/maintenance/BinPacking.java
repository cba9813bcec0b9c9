package io.tidemark.delta.maintenance;

import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.source.parquet.StoredRows;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Delta's optimized write: the files of one commit, before it is made, so that each partition value
 * has one file and as many full ones as its rows need. Only what memory was too small to write so
 * at once is written a second time, partition by partition. For one thread.
 */
public final class BinPacking {

  /** A file of less than this part of the target size is small. */
  private static final int SMALL_PART = 2;

  private final DeltaTable table;
  private final FileTarget target;

  /**
   * @param target what the files were written to
   */
  public BinPacking(DeltaTable table, FileTarget target) {
    this.table = table;
    this.target = target;
  }

  /**
   * Writes files anew that are smaller than they should be and not alone in their partition, and
   * deletes them.
   *
   * @param written by no log named yet
   * @return the files that the commit is to name instead
   * @throws IOException if that fails; those that were written are then still there
   */
  public List<DataFile> pack(List<DataFile> written) throws IOException {
    List<List<DataFile>> crowded = crowded(written);
    if (crowded.isEmpty()) {
      return written;
    }
    RowFiles out = new RowFiles(target);
    List<DataFile> packed = new ArrayList<>(written);
    try {
      for (List<DataFile> files : crowded) {
        copy(files, out);
        packed.removeAll(files);
      }
      packed.addAll(out.close());
    } catch (IOException | RuntimeException e) {
      out.abandon();
      throw e;
    }
    for (List<DataFile> files : crowded) {
      delete(files);
    }
    return packed;
  }

  /** Deletes files that no log names. */
  public void delete(List<DataFile> files) throws IOException {
    for (DataFile file : files) {
      table.dataFolder().delete(table.name(file));
    }
  }

  /**
   * The small files of each partition that has several. A file that was completed at the target
   * size may have come out below it, as compressed as it is.
   */
  private List<List<DataFile>> crowded(List<DataFile> written) {
    Map<Map<String, @Nullable String>, List<DataFile>> small =
        written.stream()
            .filter(file -> file.sizeBytes() < target.limits().fileBytes() / SMALL_PART)
            .collect(
                Collectors.groupingBy(
                    DataFile::partitionValues, LinkedHashMap::new, Collectors.toList()));
    return small.values().stream().filter(files -> files.size() > 1).toList();
  }

  private void copy(List<DataFile> files, RowFiles out) throws IOException {
    for (DataFile file : files) {
      try (StoredRows rows = StoredRows.open(table, file, target.schema())) {
        for (Row row = rows.read(); row != null; row = rows.read()) {
          out.write(row);
        }
      }
    }
    out.completeOpen(); // or memory would be taken from the next partition's
  }
}
