package io.tidemark.topology.build;

import io.tidemark.topology.watermark.PartitionReport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one source partition, or none, and what it reports with them. The value of a record on a
 * {@code groups} topic is some of these, one after another.
 */
final class GroupRecord {

  private static final byte VERSION = 1;
  private static final int HEADER_BYTES =
      1 + Integer.BYTES + Integer.BYTES + Long.BYTES + Long.BYTES;
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
        .putInt(batch.length)
        .putInt(report.source())
        .putLong(report.position())
        .putLong(report.eventTime())
        .put(batch)
        .array();
  }

  /**
   * Reads what {@link #encode} wrote, once or several times one after another.
   *
   * @throws IllegalArgumentException if it did not
   */
  static List<GroupRecord> decode(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    List<GroupRecord> records = new ArrayList<>();
    while (buffer.hasRemaining()) {
      records.add(next(buffer));
    }
    return records;
  }

  private static GroupRecord next(ByteBuffer buffer) {
    int at = buffer.position();
    if (buffer.remaining() < HEADER_BYTES || buffer.get() != VERSION) {
      throw damaged(buffer, at);
    }
    int batchBytes = buffer.getInt();
    PartitionReport report =
        new PartitionReport(buffer.getInt(), buffer.getLong(), buffer.getLong());
    if (batchBytes < 0 || batchBytes > buffer.remaining()) {
      throw damaged(buffer, at);
    }
    byte[] batch = new byte[batchBytes];
    buffer.get(batch);
    return new GroupRecord(report, batch);
  }

  private static IllegalArgumentException damaged(ByteBuffer buffer, int at) {
    return new IllegalArgumentException(
        "not a group record of version %d (at byte %d of %d)"
            .formatted(VERSION, at, buffer.limit()));
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
