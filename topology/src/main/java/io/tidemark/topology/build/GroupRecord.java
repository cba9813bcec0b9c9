package io.tidemark.topology.build;

import io.tidemark.topology.watermark.PartitionReport;
import java.nio.ByteBuffer;

/**
 * The value of a record on a {@code groups} topic: a report of a source partition, and the rows
 * that come with it.
 *
 * @param batch rows of the aggregation's groups schema, or empty when there are none
 */
record GroupRecord(PartitionReport report, byte[] batch) {

  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 1 + Integer.BYTES + Long.BYTES + Long.BYTES;

  private static final byte[] NO_ROWS = {};

  static GroupRecord reportOnly(PartitionReport report) {
    return new GroupRecord(report, NO_ROWS);
  }

  boolean hasRows() {
    return batch.length > 0;
  }

  byte[] encode() {
    return ByteBuffer.allocate(HEADER_BYTES + batch.length)
        .put(VERSION)
        .putInt(report.source())
        .putLong(report.position())
        .putLong(report.eventTime())
        .put(batch)
        .array();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  static GroupRecord decode(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    if (value.length < HEADER_BYTES || buffer.get() != VERSION) {
      throw new IllegalArgumentException(
          "not a group record of version " + VERSION + " (" + value.length + " bytes)");
    }
    PartitionReport report =
        new PartitionReport(buffer.getInt(), buffer.getLong(), buffer.getLong());
    byte[] batch = new byte[buffer.remaining()];
    buffer.get(batch);
    return new GroupRecord(report, batch);
  }
}
