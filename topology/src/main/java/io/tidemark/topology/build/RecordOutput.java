package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.BadValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends rows to one topic as batches that are not too large for a Kafka record. Owned by a task.
 */
final class RecordOutput {

  /** Rows of one record are divided into batches of about this size; a single row may be larger. */
  private static final int BATCH_BYTES = 4 << 20;

  /** Of a single row; leaves room for what Kafka needs around a value. */
  static final int MAX_BATCH_BYTES = StreamsSettings.MAX_REQUEST_BYTES - (64 << 10);

  private final ProcessorContext<Target, byte[]> context;
  private final String sink;
  private final RowBatchCodec codec;

  /**
   * @param sink the node that writes to the topic
   */
  RecordOutput(ProcessorContext<Target, byte[]> context, String sink, StructType schema) {
    this.context = context;
    this.sink = sink;
    this.codec = new RowBatchCodec(schema);
  }

  /**
   * Sends rows, in order; none at all sends nothing.
   *
   * @throws BadValueException if one row alone is larger than a Kafka record may be
   */
  void send(List<Row> rows, Target target) {
    send(rows, target, UnaryOperator.identity());
  }

  /** As {@link #send(List, Target)}, with what makes a record's value of a batch. */
  void send(List<Row> rows, Target target, UnaryOperator<byte[]> value) {
    List<byte[]> batches = new ArrayList<>(1);
    if (!rows.isEmpty()) {
      encode(rows, batches);
    }
    batches.forEach(batch -> forward(value.apply(batch), target));
  }

  /** All batches before the first of them is sent: a record's rows are sent as a whole or not. */
  private void encode(List<Row> rows, List<byte[]> batches) {
    byte[] batch = codec.encode(rows);
    if (batch.length <= BATCH_BYTES) {
      batches.add(batch);
    } else if (rows.size() > 1) {
      int half = rows.size() / 2;
      encode(rows.subList(0, half), batches);
      encode(rows.subList(half, rows.size()), batches);
    } else if (batch.length <= MAX_BATCH_BYTES) {
      batches.add(batch);
    } else {
      throw new BadValueException(
          "a row takes %d bytes, more than the %d of a Kafka record"
              .formatted(batch.length, MAX_BATCH_BYTES));
    }
  }

  /** Sends a record's value as it is. */
  void forward(byte[] value, Target target) {
    context.forward(new Record<>(target, value, context.currentSystemTimeMs()), sink);
  }
}
