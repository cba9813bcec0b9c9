package io.tidemark.delta.source;

import io.tidemark.delta.source.parquet.PartitionColumns;
import io.tidemark.delta.source.parquet.RowFileReader;
import io.tidemark.delta.source.parquet.RowLayout;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A data file being read; what goes wrong names table, version and file. For one thread. */
final class OpenFile implements Closeable {

  private final Place place;
  private final RowFileReader reader;

  /**
   * Which file it is, for messages and headers.
   *
   * @param table the table's path
   * @param name of the file, relative to the table
   */
  record Place(String table, long version, String name) {

    @Override
    public String toString() {
      return "%s: version %d: file %s".formatted(table, version, name);
    }
  }

  private OpenFile(Place place, RowFileReader reader) {
    this.place = place;
    this.reader = reader;
  }

  /**
   * Opens a file at the position's row.
   *
   * @throws UserException if it isn't there, or can't be read as rows of the schema
   */
  static OpenFile open(DeltaTable table, DataFile file, StructType schema, Position position) {
    Place place = new Place(table.path(), position.version(), table.name(file));
    return telling(
        place,
        () -> {
          RowLayout layout = new RowLayout(schema, PartitionColumns.of(file, schema));
          OpenFile open = new OpenFile(place, RowFileReader.open(table.open(file), layout));
          try {
            open.skipTo(position.row());
            return open;
          } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
          }
        });
  }

  private void skipTo(long row) throws IOException {
    if (row > reader.rows()) {
      throw new UserException(
          new Problem(
              "",
              "%d rows of it have been read, and it has %d".formatted(row, reader.rows()),
              "put the file back that was there, or begin anew under another source.name"));
    }
    reader.skipTo(row);
  }

  Place place() {
    return place;
  }

  /** How many rows the file has. */
  long rows() {
    return reader.rows();
  }

  /** About how many bytes a row takes. */
  long bytesPerRow() {
    return reader.bytesPerRow();
  }

  /** The next rows, at most so many; at least one, so it must not be called behind the last. */
  List<Row> read(int max) {
    return telling(
        place,
        () -> {
          List<Row> rows = new ArrayList<>();
          for (Row row = next(rows, max); row != null; row = next(rows, max)) {
            rows.add(row);
          }
          if (rows.isEmpty()) {
            throw new IOException("it ends after row " + reader.position());
          }
          return rows;
        });
  }

  private @Nullable Row next(List<Row> rows, int max) throws IOException {
    return rows.size() < max ? reader.read() : null;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T telling(Place place, Reading<T> reading) {
    try {
      return reading.read();
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new UserException(missing(place), e);
    } catch (UserException e) {
      throw new UserException(e.problems().stream().map(p -> at(place, p)).toList(), e);
    } catch (IOException | RuntimeException e) { // Parquet's, on bytes that are not as they must be
      throw new UserException(damaged(place, e), e);
    }
  }

  private static Problem at(Place place, Problem problem) {
    String where = problem.where().isEmpty() ? "" : ": " + problem.where();
    return new Problem(place + where, problem.what(), problem.remedy());
  }

  private static Problem missing(Place place) {
    return new Problem(
        place.toString(),
        "it is not there, though the table's log has it",
        ("put it back (someone deleted it, or VACUUM before it was read), or begin anew under"
                + " another source.name: starting.version=%d goes on without it")
            .formatted(place.version() + 1));
  }

  private static Problem damaged(Place place, Exception failure) {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new Problem(
        place.toString(),
        "it can't be read: " + reason.strip().lines().findFirst().orElse(reason),
        "put a good copy of it back, or begin anew under another source.name: starting.version=%d"
                .formatted(place.version() + 1)
            + " goes on without it");
  }
}
