package io.tidemark.delta.sink;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchReader;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** The rows that a record carries. */
final class RecordRows {

  private RecordRows() {}

  /** None for a record without a value. */
  static List<Row> of(SinkRecord record, RowBatchReader batches) {
    Object value = record.value();
    if (value == null) {
      return List.of();
    } else if (value instanceof byte[] bytes) {
      return decode(record, batches, bytes);
    }
    throw new UserException(
        new Problem(
            place(record),
            "the value is a " + value.getClass().getSimpleName() + ", not bytes",
            "set value.converter=org.apache.kafka.connect.converters.ByteArrayConverter"));
  }

  private static List<Row> decode(SinkRecord record, RowBatchReader batches, byte[] bytes) {
    try {
      return batches.decode(bytes);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          new Problem(
              place(record),
              "the record is no row batch of the table's schema: " + e.getMessage(),
              "check that the topic is the table's own, and that its pipeline hasn't changed"),
          e);
    }
  }

  private static String place(SinkRecord record) {
    return "%s-%d@%d"
        .formatted(
            record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset());
  }
}
