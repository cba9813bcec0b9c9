package io.tidemark.row;

import java.util.List;

/**
 * The wire form of the rows that one input record became: the value of a Kafka record on a table's
 * topic. Positional and binary; a decoder must be made with the very schema of the encoder.
 *
 * <p>Not thread-safe: an encoder keeps a buffer. One per thread.
 */
public final class RowBatchCodec {

  private final StructType schema;

  public RowBatchCodec(StructType schema) {
    this.schema = schema;
  }

  /** The rows, in order, as one record value; an empty list is a valid batch. */
  public byte[] encode(List<Row> rows) {
    throw new UnsupportedOperationException(schema + " " + rows);
  }

  /**
   * The rows of a record value, in order. A value that all rows share is one and the same object in
   * each of them.
   *
   * @throws IllegalArgumentException if the bytes are not a batch of this version and schema
   */
  public List<Row> decode(byte[] bytes) {
    throw new UnsupportedOperationException(schema + " " + bytes.length);
  }
}
