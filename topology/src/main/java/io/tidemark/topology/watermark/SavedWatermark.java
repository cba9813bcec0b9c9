package io.tidemark.topology.watermark;

import io.tidemark.topology.window.OrderedState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reports and watermark as they are kept beside the windows, in the same transaction. Their keys
 * come before those of the windows.
 */
public final class SavedWatermark {

  private static final byte PREFIX = 0;
  private static final byte REPORT = 0;
  private static final byte WATERMARK = 1;

  private static final byte[] WATERMARK_KEY = {PREFIX, WATERMARK};

  private final OrderedState state;

  public SavedWatermark(OrderedState state) {
    this.state = state;
  }

  /**
   * The decided watermark, and the one up to which windows have closed.
   *
   * @param applied at most {@code decided}
   */
  public record Values(long decided, long applied) {}

  public Values values() {
    byte[] value = state.get(WATERMARK_KEY);
    if (value == null) {
      return new Values(PartitionReport.NO_EVENT_TIME, PartitionReport.NO_EVENT_TIME);
    }
    ByteBuffer buffer = ByteBuffer.wrap(value);
    return new Values(buffer.getLong(), buffer.getLong());
  }

  public void save(Values values) {
    byte[] value =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(values.decided())
            .putLong(values.applied())
            .array();
    state.put(WATERMARK_KEY, value);
  }

  /** The latest report of each of this many source partitions. */
  public List<PartitionReport> reports(int sources) {
    List<PartitionReport> reports = new ArrayList<>();
    for (int source = 0; source < sources; source++) {
      byte[] value = state.get(key(source));
      ByteBuffer buffer = value == null ? null : ByteBuffer.wrap(value);
      reports.add(
          buffer == null
              ? new PartitionReport(source, 0, PartitionReport.NO_EVENT_TIME)
              : new PartitionReport(source, buffer.getLong(), buffer.getLong()));
    }
    return reports;
  }

  public void save(PartitionReport report) {
    byte[] value =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(report.position())
            .putLong(report.eventTime())
            .array();
    state.put(key(report.source()), value);
  }

  private static byte[] key(int source) {
    return ByteBuffer.allocate(2 + Integer.BYTES).put(PREFIX).put(REPORT).putInt(source).array();
  }
}
