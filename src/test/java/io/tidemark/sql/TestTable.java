package io.tidemark.sql;

import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Delta table whose Parquet files are what a DuckDB query gives. */
final class TestTable {

  private final DeltaTable table;
  private final Path folder;
  private int files;

  TestTable(Path folder, String columns, String... partitionColumns) {
    this.folder = folder;
    this.table =
        DeltaTable.create(
            folder.toString(),
            new TableDefinition(StructType.fromDdl(columns), List.of(partitionColumns)));
  }

  /** Appends a file of the rows that the query gives. */
  TestTable append(String query) {
    return append(query, Map.of());
  }

  TestTable append(String query, Map<String, @Nullable String> partition) {
    Path file = folder.resolve("part-" + files++ + ".parquet");
    try (Connection duckDb = DuckDb.open()) {
      DuckDb.execute(
          duckDb,
          "COPY (" + query + ") TO " + DuckDb.literal(file.toString()) + " (FORMAT parquet)");
      DataFile data = new DataFile(file.toString(), partition, Files.size(file), 0, null);
      table.commit(TableCommit.append(TableOperation.WRITE, List.of(data), List.of()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Waits for the checkpoint that is being written. */
  void settle() {
    table.close();
  }

  /** Takes a file out of the table; it stays on the disk. */
  void remove(String name) {
    List<DataFile> removed =
        table.snapshot().files().stream().filter(f -> f.path().endsWith(name)).toList();
    table.commit(new TableCommit(TableOperation.DELETE, List.of(), removed, List.of(), Map.of()));
  }
}
