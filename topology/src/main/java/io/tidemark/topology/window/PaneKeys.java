package io.tidemark.topology.window;

import io.tidemark.row.DataType;
import io.tidemark.row.Row;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the state: {@code pane start | group key | kind | value of a distinct call}. So the
 * entries of a pane lie together, in the order of their groups, and a group's together.
 */
final class PaneKeys {

  /** The kind of the entry that holds a group's accumulators; distinct values follow. */
  static final byte ACCUMULATORS = 0;

  /** What the keys of panes begin with; smaller ones are free for others. */
  static final byte PREFIX = 1;

  /** Bytes before the group key. */
  static final int PANE_BYTES = 1 + Long.BYTES;

  private final OrderedWriter writer = new OrderedWriter();

  /** The key that is just before all entries of a pane. */
  byte[] pane(long start) {
    writer.clear();
    writer.writeByte(PREFIX);
    writer.writeLong(start);
    return writer.toBytes();
  }

  /** The key that is just after all entries of all panes. */
  byte[] end() {
    return new byte[] {PREFIX + 1};
  }

  /** The key of a group's accumulators in a pane. */
  byte[] accumulators(long pane, GroupKey group, Row row, int firstKeyColumn) {
    writer.clear();
    writer.writeByte(PREFIX);
    writer.writeLong(pane);
    group.write(row, firstKeyColumn, writer);
    writer.writeByte(ACCUMULATORS);
    return writer.toBytes();
  }

  /**
   * The key of a value of a distinct call, of the same group and pane.
   *
   * @param accumulators the key of the group's accumulators
   */
  byte[] distinct(byte[] accumulators, int call, DataType type, @Nullable Object value) {
    writer.clear();
    writer.writeBytes(accumulators, accumulators.length - 1);
    writer.writeByte(call + 1);
    writer.write(type, value);
    return writer.toBytes();
  }

  static long paneStart(byte[] key) {
    return new OrderedReader(key, 1).readLong();
  }
}
