package io.tidemark.target;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchReader;
import io.tidemark.row.RowChange;
import io.tidemark.row.StructType;
import io.tidemark.row.json.JsonRowWriter;
import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.plan.SinkPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of plain JSON of each row of a table's topic. Rows that are new have no key. Those
 * that replace others have their key columns as the record's key, as JSON too, and one that is
 * deleted has no value: so a compacted topic keeps the latest of each key, as consumers expect.
 */
final class RowRecords {

  private final String topic;
  private final RowBatchReader batches;
  private final JsonRowWriter json;
  private final @Nullable Keys keys;

  RowRecords(String topic, SinkPlan sink, RowBatchReader batches) {
    this.topic = topic;
    this.batches = batches;
    this.json = new JsonRowWriter(sink.schema());
    this.keys = sink.outputMode() == OutputMode.APPEND ? null : new Keys(sink);
  }

  /** In the partition of the rows' batch: those of one partition keep their order. */
  List<ProducerRecord<byte[], byte[]>> of(ConsumerRecord<byte[], byte[]> batch) {
    boolean isDeleted = BatchRecord.of(batch).change() == RowChange.DELETE;
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Row row : batches.decode(batch.value())) {
      byte[] key = keys == null ? null : keys.of(row);
      byte[] value = isDeleted ? null : json.write(row);
      records.add(new ProducerRecord<>(topic, batch.partition(), key, value));
    }
    return records;
  }

  /** The columns that tell one row from another; a table without them has one row at most. */
  private static final class Keys {

    private final int[] columns;
    private final JsonRowWriter json;

    Keys(SinkPlan sink) {
      StructType schema = sink.schema();
      this.columns =
          sink.mergeKeys().stream().mapToInt(name -> schema.find(name).orElseThrow()).toArray();
      this.json =
          new JsonRowWriter(
              new StructType(Arrays.stream(columns).mapToObj(schema::field).toList()));
    }

    byte[] of(Row row) {
      @Nullable Object[] values = new @Nullable Object[columns.length];
      for (int i = 0; i < columns.length; i++) {
        values[i] = row.value(columns[i]);
      }
      return json.write(Row.wrap(values));
    }
  }
}
