package io.tidemark.delta.sink;

import io.tidemark.delta.sink.record.UnfitRecordException;
import io.tidemark.row.RowChange;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What a record's rows are to a table that is written by key, as a header says. */
final class RecordChange {

  private RecordChange() {}

  /**
   * A worker's header converter may have made a text of the header.
   *
   * @throws UnfitRecordException if there is no such change, or the output mode can't make it
   */
  static RowChange of(SinkRecord record, OutputMode mode) {
    Header header = record.headers().lastWithName(RowChange.HEADER);
    RowChange change = change(header == null ? null : header.value());
    if (change == RowChange.DELETE && mode == OutputMode.APPEND) {
      throw new UnfitRecordException(
          "the record deletes rows, and output.mode is append",
          "set output.mode=update and merge.keys, or write from a topic that only adds rows");
    }
    return change;
  }

  private static RowChange change(@Nullable Object value) {
    byte @Nullable [] text =
        value == null || value instanceof byte[]
            ? (byte[]) value
            : value.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return RowChange.of(text);
    } catch (IllegalArgumentException e) {
      throw new UnfitRecordException(String.valueOf(e.getMessage()), "mend the topic's writer");
    }
  }
}
