package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.RowChange;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.BadValueException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends rows to one topic as batches that are not too large for a Kafka record, many to a record
 * where they are small. They wait until there are enough of them, or the transaction is about to
 * end. Owned by a task.
 */
final class RecordOutput {

  /** Rows of one record are divided into batches of about this size; a single row may be larger. */
  private static final int BATCH_BYTES = 4 << 20;

  /** Of a single row; leaves room for what Kafka needs around a value. */
  static final int MAX_BATCH_BYTES = StreamsSettings.MAX_REQUEST_BYTES - (64 << 10);

  private final ProcessorContext<Target, byte[]> context;
  private final String sink;
  private final RowBatchCodec codec;
  private final PackedRecords packed;

  /**
   * @param sink the node that writes to the topic
   */
  RecordOutput(ProcessorContext<Target, byte[]> context, String sink, StructType schema) {
    this.context = context;
    this.sink = sink;
    this.codec = new RowBatchCodec(schema);
    this.packed =
        new PackedRecords(
            (value, target) ->
                context.forward(new Record<>(target, value, context.currentSystemTimeMs()), sink));
  }

  /**
   * Sends rows, in order; none at all sends nothing.
   *
   * @throws BadValueException if one row alone is larger than a Kafka record may be
   */
  void send(List<Row> rows, Target target) {
    for (Batch batch : batches(rows)) {
      if (batch.isJoinable()) {
        packed.add(batch.bytes(), target);
      } else {
        packed.addAlone(batch.bytes(), target);
      }
    }
  }

  /**
   * The rows as values that tell their own end, all of them before any is sent.
   *
   * @throws BadValueException if one row alone is larger than a Kafka record may be
   */
  List<Batch> batches(List<Row> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<Batch> batches = new ArrayList<>(1);
    encode(rows, batches);
    return batches;
  }

  /** Rows as one value. */
  static final class Batch {

    private final byte[] bytes;
    private final int rows;

    Batch(byte[] bytes, int rows) {
      this.bytes = bytes;
      this.rows = rows;
    }

    byte[] bytes() {
      return bytes;
    }

    boolean isJoinable() {
      return RowBatchCodec.isJoinable(bytes, rows);
    }
  }

  /** All batches before the first of them is sent: a record's rows are sent as a whole or not. */
  private void encode(List<Row> rows, List<Batch> batches) {
    byte[] batch = codec.encode(rows);
    if (batch.length <= BATCH_BYTES) {
      batches.add(new Batch(batch, rows.size()));
    } else if (rows.size() > 1) {
      int half = rows.size() / 2;
      encode(rows.subList(0, half), batches);
      encode(rows.subList(half, rows.size()), batches);
    } else if (batch.length <= MAX_BATCH_BYTES) {
      batches.add(new Batch(batch, rows.size()));
    } else {
      throw new BadValueException(
          "a row takes %d bytes, more than the %d of a Kafka record"
              .formatted(batch.length, MAX_BATCH_BYTES));
    }
  }

  /** Sends a value as it is, in its turn. */
  void forward(byte[] value, Target target) {
    packed.add(value, target);
  }

  /** Nothing waits any longer; before each transaction's end. */
  void flush() {
    packed.flush();
  }

  /** Sends rows by whose keys others are replaced, or deleted; in records of their own. */
  void sendChange(List<Row> rows, RowChange change, Target target) {
    for (Batch batch : batches(rows)) {
      long now = context.currentSystemTimeMs();
      Headers headers = new RecordHeaders();
      headers.add(RowChange.HEADER, change.headerValue());
      context.forward(new Record<>(target, batch.bytes(), now, headers), sink);
    }
  }
}
