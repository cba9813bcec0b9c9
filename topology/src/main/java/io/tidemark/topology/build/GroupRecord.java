package io.tidemark.topology.build;

import io.tidemark.topology.watermark.PartitionReport;
import java.nio.ByteBuffer;

/** The value of a record on a {@code groups} topic. */
final class GroupRecord {

  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 1 + Integer.BYTES + Long.BYTES + Long.BYTES;
  private static final byte[] NO_ROWS = {};

  private final PartitionReport report;
  private final byte[] batch;

  private GroupRecord(PartitionReport report, byte[] batch) {
    this.report = report;
    this.batch = batch;
  }

  /** A report and nothing else. */
  static byte[] encode(PartitionReport report) {
    return encode(report, NO_ROWS);
  }

  /** A report and the rows that come with it, as a batch of the aggregation's groups schema. */
  static byte[] encode(PartitionReport report, byte[] batch) {
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

  PartitionReport report() {
    return report;
  }

  boolean hasRows() {
    return batch.length > 0;
  }

  byte[] batch() {
    return batch;
  }
}
