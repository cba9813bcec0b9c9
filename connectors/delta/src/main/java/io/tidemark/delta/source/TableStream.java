package io.tidemark.delta.source;

import io.tidemark.delta.source.BatchEncoder.Piece;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A table's rows as Kafka records, a bounded number at a time. Owned by the polling thread.
 *
 * <p>A problem is told only when all before it has been returned: {@link #next} stops short of it,
 * and meets it again when it is called next.
 */
final class TableStream implements Closeable {

  private final TableCursor cursor;
  private final RecordMaker maker;
  private final PollLimits limits;
  private final SourceMetrics metrics;
  private BatchEncoder encoder;
  private @Nullable Position stored;

  /**
   * @param stored the position that Kafka has; null when it has none
   */
  TableStream(TableCursor cursor, DeltaSourceConfig config, SourceMetrics metrics, Stored stored) {
    this.cursor = cursor;
    this.maker = new RecordMaker(config, stored.tableId());
    this.limits = config.limits();
    this.metrics = metrics;
    this.encoder = new BatchEncoder(cursor.schema(), limits.bytesPerRecord());
    this.stored = stored.position();
  }

  /** What Kafka knows when the stream begins: which table, and perhaps a position in it. */
  record Stored(String tableId, @Nullable Position position) {}

  /** What goes into the next Kafka transaction; empty when there is nothing new. */
  List<SourceRecord> next() {
    Poll poll = new Poll();
    try {
      while (!poll.isFull() && poll.readOn()) {
        // until then
      }
    } catch (UserException e) {
      cursor.rewind();
      if (poll.records.isEmpty()) {
        throw e;
      }
    }
    metrics.reached(cursor.position(), cursor.newest());
    return poll.records;
  }

  @Override
  public void close() {
    cursor.close();
  }

  private BatchEncoder encoder() {
    if (!encoder.schema().equals(cursor.schema())) {
      encoder = new BatchEncoder(cursor.schema(), limits.bytesPerRecord());
    }
    return encoder;
  }

  /** What is being collected for one transaction. */
  private final class Poll {

    private final List<SourceRecord> records = new ArrayList<>();
    private long bytes;
    private int files;

    boolean isFull() {
      return bytes >= limits.bytes() || (files == limits.files() && !cursor.isInFile());
    }

    /** Adds about a record's worth of rows; false when there are none, for now or for good. */
    boolean readOn() {
      boolean isBegun = cursor.isInFile();
      OpenFile file = cursor.file();
      if (file == null) {
        addPosition();
        return false;
      }
      if (!isBegun) {
        files++;
      }
      for (Piece piece : encoder().encode(file.read(rowsPerRecord(file)))) {
        add(piece, file.place());
      }
      return true;
    }

    private int rowsPerRecord(OpenFile file) {
      long fitting = limits.bytesPerRecord() / Math.max(1, file.bytesPerRow());
      return (int) Math.min(limits.rowsPerRecord(), Math.max(1, fitting));
    }

    private void add(Piece piece, OpenFile.Place place) {
      long firstRow = cursor.position().row();
      if (piece.value().length > limits.bytesPerRecord()) {
        throw tooLarge(piece, place, firstRow);
      }
      Position after = cursor.passed(piece.rows());
      records.add(maker.rows(piece, place, firstRow, after));
      stored = after;
      bytes += piece.value().length;
      metrics.published(piece.rows(), piece.value().length);
      if (after.row() == 0) {
        metrics.fileRead();
      }
    }

    /** Kafka is told of versions without new rows once there is nothing else to tell. */
    private void addPosition() {
      if (records.isEmpty() && !cursor.position().equals(stored)) {
        stored = cursor.position();
        records.add(maker.position(encoder(), cursor.position()));
      }
    }
  }

  private UserException tooLarge(Piece piece, OpenFile.Place place, long row) {
    return new UserException(
        new Problem(
            place.toString(),
            "row %d takes %d bytes, more than max.record.bytes (%d)"
                .formatted(row, piece.value().length, limits.bytesPerRecord()),
            "raise max.record.bytes, and the topic's max.message.bytes above it"));
  }
}
