package io.tidemark.delta.source.parquet;

import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one data file of a table, partition values included, in the file's order; what goes
 * wrong names table and file. For one thread.
 */
public final class StoredRows implements Closeable {

  private final String place;
  private final RowFileReader reader;

  private StoredRows(String place, RowFileReader reader) {
    this.place = place;
    this.reader = reader;
  }

  /**
   * Opens a file; the caller closes it.
   *
   * @param columns of the table, which the rows are to have
   * @throws UserException if the file isn't there, or can't be read as rows of these columns
   */
  public static StoredRows open(DeltaTable table, DataFile file, StructType columns) {
    String place = "%s: file %s".formatted(table.path(), table.name(file));
    return telling(
        place,
        () -> {
          RowLayout layout = new RowLayout(columns, PartitionColumns.of(file, columns));
          return new StoredRows(place, RowFileReader.open(table.open(file), layout));
        });
  }

  /** The next row; null behind the last. */
  public @Nullable Row read() {
    return telling(place, reader::read);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private interface Reading<T extends @Nullable Object> {
    T read() throws IOException;
  }

  private static <T extends @Nullable Object> T telling(String place, Reading<T> reading) {
    try {
      return reading.read();
    } catch (UserException e) {
      List<Problem> problems =
          e.problems().stream()
              .map(p -> new Problem(place + ": " + p.where(), p.what(), p.remedy()))
              .toList();
      throw new UserException(problems, e);
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new UserException(
          new Problem(
              place,
              "it is not there, though the table's log has it",
              "restore it from a copy; SELECT … VERSION AS OF a version before it reads the rest"),
          e);
    } catch (IOException | RuntimeException e) { // Parquet's, on bytes that are not as they must be
      throw new UserException(
          new Problem(
              place,
              "it can't be read, though the table's log has it: " + e,
              "put a good copy of it back"),
          e);
    }
  }
}
