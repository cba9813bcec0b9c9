package io.tidemark.read;

import io.tidemark.read.RecordScan.BadRecordPolicy;
import io.tidemark.row.Row;
import io.tidemark.sql.ResultWriter;
import java.util.List;

/** Reads all records of an input once and shows the first rows of what becomes of them. */
public final class BatchRead {

  private final ReadInput input;
  private final RecordRows rows;

  public BatchRead(ReadInput input, RecordRows rows) {
    this.input = input;
    this.rows = rows;
  }

  /**
   * What was read.
   *
   * @param rows that became of all records, shown or not
   */
  public record Outcome(ReadCounts counts, long rows) {}

  /**
   * Reads to the end, or until nobody reads what is shown.
   *
   * @param limit of the rows that the writer gets, and one more, so that it knows of it
   * @throws io.tidemark.row.problem.UserException if nothing can be read, or a bad record is to
   *     fail
   */
  public Outcome run(ResultWriter writer, long limit) {
    Showing showing = new Showing(writer, limit);
    BadRecordPolicy policy = rows.failsFast() ? BadRecordPolicy.FAIL : BadRecordPolicy.COUNT;
    ReadCounts counts = new RecordScan(input, policy, showing::take).run();
    NothingRead.check(input, counts);
    showing.begin();
    writer.end();
    return new Outcome(counts, showing.count);
  }

  /** Passes rows on while they are wanted, and counts them all. */
  private final class Showing {

    private final ResultWriter writer;
    private final long limit;
    private final RowValues values = new RowValues(rows.schema());
    private boolean begun;
    private long count;

    Showing(ResultWriter writer, long limit) {
      this.writer = writer;
      this.limit = limit;
    }

    /** Not before something has been read, lest half a result stands before an error. */
    void begin() {
      if (!begun) {
        begun = true;
        writer.begin(values.columns());
      }
    }

    /** A writer that wants no more although it may have more has nobody to write to. */
    boolean take(byte[] record) {
      List<Row> made = rows.of(record);
      begin();
      for (Row row : made) {
        if (count++ <= limit && !writer.row(values.of(row)) && count <= limit) {
          return false;
        }
      }
      return true;
    }
  }
}
