package io.tidemark.topology.window;

import io.tidemark.row.DataType;
import io.tidemark.row.Row;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the state: {@code pane start | group key | kind | value of a distinct call}. So the
 * entries of a pane lie together, in the order of their groups, and a group's together.
 */
final class PaneKeys {

  /** The kind of the entry that holds a group's accumulators; distinct values follow. */
  static final byte ACCUMULATORS = 0;

  private static final byte LAST_KIND = (byte) 0xFF;

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

  /** The key that is just before all entries of a group in a pane. */
  byte[] group(long pane, byte[] group) {
    writer.clear();
    writer.writeByte(PREFIX);
    writer.writeLong(pane);
    writer.writeBytes(group, group.length);
    return writer.toBytes();
  }

  /** The key of a group's accumulators in a pane. */
  byte[] accumulators(long pane, byte[] group) {
    byte[] key = group(pane, group);
    return Arrays.copyOf(key, key.length + 1);
  }

  /** The key that is after all that begin with this group's; no kind is as great. */
  byte[] after(byte[] group) {
    byte[] after = Arrays.copyOf(group, group.length + 1);
    after[group.length] = LAST_KIND;
    return after;
  }

  /** The group's bytes in the key of its accumulators. */
  static byte[] groupOf(byte[] accumulators) {
    return Arrays.copyOfRange(accumulators, PANE_BYTES, accumulators.length - 1);
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
