package io.tidemark.target;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchReader;
import io.tidemark.row.StructType;
import io.tidemark.row.json.JsonRowWriter;
import io.tidemark.topology.definition.WriteDefinition;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes a record of plain JSON of each row of a table's topic. */
final class RowRecords {

  private final String topic;
  private final RowBatchReader batches;
  private final JsonRowWriter json;

  RowRecords(WriteDefinition.Topic target, RowBatchReader batches, StructType schema) {
    this.topic = target.name();
    this.batches = batches;
    this.json = new JsonRowWriter(schema);
  }

  List<Row> of(ConsumerRecord<byte[], byte[]> batch) {
    return batches.decode(batch.value());
  }

  /** In the partition of the row's batch: the rows of one keep their order. */
  ProducerRecord<byte[], byte[]> toRecord(ConsumerRecord<byte[], byte[]> batch, Row row) {
    return new ProducerRecord<>(topic, batch.partition(), null, json.write(row));
  }
}
