package io.tidemark.topology.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The entries of several panes as one run, in the order of what follows the pane in their keys:
 * group by group, within a group value by value, and within a value by pane. Holds one entry per
 * pane.
 */
final class WindowMerge implements AutoCloseable {

  private final PriorityQueue<Cursor> cursors = new PriorityQueue<>(Comparator.naturalOrder());
  private final List<OrderedState.Entries> open = new ArrayList<>();

  /** Takes one more pane; its entries are closed with this. */
  void add(OrderedState.Entries entries) {
    open.add(entries);
    Cursor cursor = new Cursor(entries, open.size());
    if (cursor.advance()) {
      cursors.add(cursor);
    }
  }

  /** Whether all entries are of one pane. */
  boolean isOnePane() {
    return open.size() == 1;
  }

  /** The next entry, its key without the pane; null at the end. */
  @Nullable Entry next() {
    Cursor first = cursors.poll();
    if (first == null) {
      return null;
    }
    Entry entry = new Entry(first.suffix, first.value);
    if (first.advance()) {
      cursors.add(first);
    }
    return entry;
  }

  @Override
  public void close() {
    open.forEach(OrderedState.Entries::close);
  }

  /** An entry of a pane. */
  static final class Entry {

    private final byte[] key;
    private final byte[] value;

    private Entry(byte[] key, byte[] value) {
      this.key = key;
      this.value = value;
    }

    /** Group key, kind, and perhaps a value. */
    byte[] key() {
      return key;
    }

    byte[] value() {
      return value;
    }

    boolean beginsWith(byte[] group) {
      return key.length > group.length
          && Arrays.equals(key, 0, group.length, group, 0, group.length);
    }
  }

  private static final class Cursor implements Comparable<Cursor> {

    private final OrderedState.Entries entries;
    private final int pane;
    private byte[] suffix = {};
    private byte[] value = {};

    Cursor(OrderedState.Entries entries, int pane) {
      this.entries = entries;
      this.pane = pane;
    }

    boolean advance() {
      Map.Entry<byte[], byte[]> next = entries.next();
      if (next == null) {
        return false;
      }
      suffix = Arrays.copyOfRange(next.getKey(), PaneKeys.PANE_BYTES, next.getKey().length);
      value = next.getValue();
      return true;
    }

    @Override
    public int compareTo(Cursor other) {
      int bySuffix = Arrays.compareUnsigned(suffix, other.suffix);
      return bySuffix != 0 ? bySuffix : Integer.compare(pane, other.pane);
    }
  }
}
