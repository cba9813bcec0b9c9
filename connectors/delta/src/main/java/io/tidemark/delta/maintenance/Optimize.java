package io.tidemark.delta.maintenance;

import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.source.parquet.StoredRows;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableChangedException;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * OPTIMIZE: the small files of each partition become files of the target size, in one commit that
 * no stream reads, for it changes no data. Rows that others append meanwhile stay as they are; if
 * others rewrite one of its files, it begins anew. For one thread.
 *
 * <p>{@code new Optimize(DeltaTable.open(path), new OptimizeLimits(128L << 20)).run()}
 */
public final class Optimize {

  private static final int MAX_ATTEMPTS = 10;

  private final DeltaTable table;
  private final OptimizeLimits limits;

  public Optimize(DeltaTable table, OptimizeLimits limits) {
    this.table = table;
    this.limits = limits;
  }

  /**
   * @return what was done; nothing when there are no two small files in a partition
   * @throws UserException if a file of the table can't be read, or others rewrite the files at each
   *     attempt; the table is then as it was
   * @throws IOException if files can't be written
   */
  public OptimizeResult run() throws IOException {
    for (int attempt = 1; ; attempt++) {
      TableSnapshot snapshot = table.snapshot();
      List<DataFile> small = smallFiles(snapshot);
      if (small.isEmpty()) {
        return OptimizeResult.nothing(snapshot.version());
      }
      RowFiles out = files(snapshot);
      try {
        return compact(snapshot, small, out);
      } catch (TableChangedException e) {
        out.abandon();
        if (attempt == MAX_ATTEMPTS) {
          throw new UserException(
              new Problem(
                  table.path(),
                  "others rewrote the small files at each of %d attempts".formatted(attempt),
                  "run OPTIMIZE when fewer rows change, or on a table that is appended to"),
              e);
        }
      } catch (RuntimeException | IOException e) {
        out.abandon();
        throw e;
      }
    }
  }

  private OptimizeResult compact(TableSnapshot snapshot, List<DataFile> small, RowFiles out)
      throws IOException {
    StructType columns = snapshot.schema();
    for (DataFile file : small) {
      try (StoredRows rows = StoredRows.open(table, file, columns)) {
        for (Row row = rows.read(); row != null; row = rows.read()) {
          out.write(row);
        }
      }
    }
    List<DataFile> adds = out.close();
    long version =
        table.commit(
            new TableCommit(
                TableOperation.OPTIMIZE,
                adds,
                small,
                List.of(),
                Map.of("operation", "OPTIMIZE"),
                new TableCommit.Basis.RemovedFiles()));
    return new OptimizeResult(version, small, adds);
  }

  private RowFiles files(TableSnapshot snapshot) {
    return new RowFiles(
        new FileTarget(
            table.dataFolder(),
            snapshot.schema(),
            snapshot.partitionColumns(),
            new FileLimits(limits.targetFileBytes(), snapshot.indexedColumns())));
  }

  /** Partition by partition, oldest first; at most so many as the limits say. */
  private List<DataFile> smallFiles(TableSnapshot snapshot) {
    Map<Map<String, @Nullable String>, List<DataFile>> byPartition =
        snapshot.files().stream()
            .filter(file -> file.sizeBytes() < limits.smallFileBytes())
            .sorted(Comparator.comparingLong(DataFile::modifiedMillis))
            .collect(
                Collectors.groupingBy(
                    DataFile::partitionValues, LinkedHashMap::new, Collectors.toList()));
    return byPartition.values().stream()
        .filter(files -> files.size() > 1)
        .flatMap(Collection::stream)
        .limit(limits.maxFiles())
        .toList();
  }
}
