package io.tidemark.delta.source.parquet;

import io.tidemark.delta.source.parquet.StructConverter.Slot;
import io.tidemark.row.Row;
import io.tidemark.row.problem.UserException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Parquet file's rows in order. Holds one row group of the columns it reads in memory, as
 * compressed as it is in the file. For one thread.
 */
public final class RowFileReader implements Closeable {

  private final ParquetFileReader file;
  private final MessageColumnIO columns;
  private final RowMaterializer rows;
  private @Nullable RecordReader<Row> group;
  private long position;
  private long groupEnd;

  private RowFileReader(ParquetFileReader file, MessageColumnIO columns, RowMaterializer rows) {
    this.file = file;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Opens a file; the caller closes the reader.
   *
   * @throws IOException if the file isn't there, or is not a Parquet file
   * @throws UserException if columns of the file can't be read as the layout has them, naming each
   */
  public static RowFileReader open(InputFile input, RowLayout layout) throws IOException {
    ParquetFileReader file =
        ParquetFileReader.open(
            input, new ParquetReadOptions.Builder(new PlainParquetConfiguration()).build());
    try {
      return of(file, layout);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static RowFileReader of(ParquetFileReader file, RowLayout layout) {
    FileMetaData footer = file.getFileMetaData();
    ColumnPlans plans = new ColumnPlans(FileCalendar.of(footer.getKeyValueMetaData()));
    List<Slot> slots = plans.columns(layout, footer.getSchema());
    if (!plans.problems().isEmpty()) {
      throw new UserException(plans.problems(), null);
    }
    MessageType requested =
        new MessageType(
            footer.getSchema().getName(),
            slots.stream().map(slot -> slot.plan().requested()).toList());
    file.setRequestedSchema(requested);
    return new RowFileReader(
        file,
        new ColumnIOFactory(footer.getCreatedBy()).getColumnIO(requested, footer.getSchema()),
        new RowMaterializer(slots, layout.template()));
  }

  /** How many rows the file has. */
  public long rows() {
    return file.getRecordCount();
  }

  /** About how many bytes a row takes, all columns of the file together, not compressed. */
  public long bytesPerRow() {
    long bytes = file.getRowGroups().stream().mapToLong(BlockMetaData::getTotalByteSize).sum();
    return bytes / Math.max(1, rows());
  }

  /** How many rows come before the next. */
  public long position() {
    return position;
  }

  /**
   * Goes on to a row further on; row groups before it are not read.
   *
   * @throws IllegalArgumentException if the file has fewer rows, or rows have been read already
   */
  public void skipTo(long row) throws IOException {
    if (position > 0 || row > rows()) {
      throw new IllegalArgumentException(
          "row %d of %d, from row %d".formatted(row, rows(), position));
    }
    for (BlockMetaData skipped : file.getRowGroups()) {
      if (position + skipped.getRowCount() > row) {
        break;
      }
      file.skipNextRowGroup();
      position += skipped.getRowCount();
    }
    groupEnd = position;
    while (position < row) {
      read();
    }
  }

  /** The next row; null behind the last. */
  public @Nullable Row read() throws IOException {
    if (position == groupEnd && !openGroup()) {
      return null;
    }
    RecordReader<Row> open = group;
    if (open == null) {
      throw new IllegalStateException("no row group is open");
    }
    position++;
    return open.read();
  }

  private boolean openGroup() throws IOException {
    PageReadStore pages = file.readNextRowGroup();
    if (pages == null) {
      return false;
    }
    group = columns.getRecordReader(pages, rows);
    groupEnd = position + pages.getRowCount();
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
