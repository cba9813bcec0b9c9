package io.tidemark.read;

import io.tidemark.read.RecordScan.BadRecordPolicy;
import io.tidemark.read.RecordScan.Taker;
import io.tidemark.row.Row;
import io.tidemark.sql.ResultWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

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
   * Reads to the end, or until nobody reads what is shown. The writer is begun when something has
   * been read.
   *
   * @param limit of the rows that the writer gets
   * @throws io.tidemark.row.problem.UserException if nothing can be read, or a bad record is to
   *     fail
   */
  public Outcome run(ResultWriter writer, long limit) {
    Showing showing = new Showing(writer, limit);
    ReadCounts counts = scan(showing::take);
    showing.begin();
    writer.end();
    return new Outcome(counts, showing.count);
  }

  /** The same without showing rows. */
  public Outcome count() {
    AtomicLong count = new AtomicLong();
    ReadCounts counts =
        scan(
            record -> {
              count.addAndGet(rows.of(record).size());
              return true;
            });
    return new Outcome(counts, count.get());
  }

  private ReadCounts scan(Taker taker) {
    BadRecordPolicy policy = rows.failsFast() ? BadRecordPolicy.FAIL : BadRecordPolicy.COUNT;
    ReadCounts counts = new RecordScan(input, policy, taker).run();
    NothingRead.check(input, counts);
    return counts;
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
        boolean isShown = count < limit;
        count++;
        if (isShown && !writer.row(values.of(row)) && count < limit) {
          return false;
        }
      }
      return true;
    }
  }
}
