package io.tidemark.delta.sink;

import io.tidemark.delta.sink.record.ConnectTypes;
import io.tidemark.delta.sink.record.RecordConversion;
import io.tidemark.delta.sink.record.UnfitRecordException;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What records become, by the columns that the table has at the time. Owned by the task's thread.
 */
final class RecordReading {

  private final DeltaSinkConfig config;
  private final TargetTable table;
  private @Nullable StructType schema;
  private @Nullable RecordConversion conversion;
  private @Nullable Schema followed;

  RecordReading(DeltaSinkConfig config, TargetTable table) {
    this.config = config;
    this.table = table;
  }

  /**
   * The columns to give the table before this record is read; none when it has them all.
   *
   * @throws UnfitRecordException if the record's schema isn't for this table
   */
  List<StructField> lacking(SinkRecord record) {
    Schema now = record.valueSchema();
    if (now == null
        || now.type() != Schema.Type.STRUCT
        || record.value() == null
        || now.equals(followed)) {
      return List.of();
    }
    if (config.table().isPresent() && !config.mergesSchema()) {
      return List.of();
    }
    List<StructField> lacking = table.lacking(ConnectTypes.columns(now));
    followed = now;
    return lacking;
  }

  /**
   * @throws UnfitRecordException if the record can't become rows of the table
   */
  List<Row> rows(SinkRecord record) {
    if (record.value() == null) {
      return List.of();
    }
    StructType columns = table.schema();
    if (conversion == null || !columns.equals(schema)) {
      schema = columns;
      conversion = new RecordConversion(config.valueFormat(), columns, config.earlierSchemas());
    }
    return conversion.rows(record.value());
  }
}
