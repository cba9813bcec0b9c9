package io.tidemark.topology.window;

import io.tidemark.row.Row;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has been aggregated so far, by pane and group, in the state. The group that rows were added
 * to last is held back until {@link #flush}: rows that come together are often of one group.
 */
final class Panes {

  private static final byte[] SEEN = {};

  private final OrderedState state;
  private final GroupCalls calls;
  private final Accumulators accumulators;
  private final Listener listener;
  private final PaneKeys keys = new PaneKeys();
  private final SeenValues seen = new SeenValues();
  private final OrderedWriter values = new OrderedWriter();

  /** Where panes begin that have rows; saves looking for them among deleted ones. */
  private final NavigableSet<Long> starts = new TreeSet<>();

  private final long length;

  private byte @Nullable [] held;
  private boolean heldIsNew;
  private boolean heldIsSeen;

  /** Of each distinct call, the value that was added last to the held group. */
  private final @Nullable Object[] lastValues;

  /**
   * @param length of a pane
   */
  Panes(OrderedState state, long length, GroupCalls calls, Listener listener) {
    this.state = state;
    this.length = length;
    this.calls = calls;
    this.listener = listener;
    this.accumulators = calls.accumulators();
    this.lastValues = new Object[calls.count()];
    findPanes();
  }

  /** Is told what is put into the state. */
  @FunctionalInterface
  interface Listener {

    /**
     * A group's accumulators in a pane have changed.
     *
     * @param key of the accumulators
     * @param isNew whether the group had none in the pane
     */
    void changed(byte[] key, boolean isNew);
  }

  /** Adds a row of event time, keys, arguments. */
  void add(long pane, Row row) {
    byte[] key = keys.accumulators(pane, calls.group(), row, 1);
    hold(pane, key);
    starts.add(pane);
    calls.add(row, accumulators, (call, value) -> isNew(key, call, value));
  }

  private void hold(long pane, byte[] key) {
    if (Arrays.equals(key, held)) {
      return;
    }
    flush();
    byte[] stored = state.get(key);
    heldIsNew = stored == null;
    if (stored == null) {
      accumulators.clear();
    } else {
      accumulators.read(new OrderedReader(stored, 0));
    }
    heldIsSeen = calls.hasDistinct() && seen.turnTo(pane, key, stored != null);
    held = key;
  }

  /** Rows that were exploded from one record have the same value, mostly. */
  private boolean isNew(byte[] accumulatorsKey, int call, Object value) {
    if (value.equals(lastValues[call])) {
      return false;
    }
    lastValues[call] = value;
    byte[] key = keys.distinct(accumulatorsKey, call, calls.argumentType(call), value);
    boolean isNew = heldIsSeen ? seen.add(key) : state.get(key) == null;
    if (isNew) {
      state.putNew(key, SEEN);
    }
    return isNew;
  }

  /** Puts what was held back into the state; before anything else reads it. */
  void flush() {
    if (held != null) {
      values.clear();
      accumulators.write(values);
      state.put(held, values.toBytes());
      listener.changed(held, heldIsNew);
      held = null;
      Arrays.fill(lastValues, null);
    }
  }

  /** The start of the first pane that there is. */
  OptionalLong first() {
    return starts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(starts.first());
  }

  /** The entries of all panes that begin from one time on and before another, merged. */
  WindowMerge merge(long from, long to) {
    WindowMerge merge = new WindowMerge();
    starts.subSet(from, to).forEach(start -> merge.add(entries(start)));
    return merge;
  }

  /** The same of one group only. */
  WindowMerge merge(long from, long to, byte[] group) {
    WindowMerge merge = new WindowMerge();
    for (long start : starts.subSet(from, to)) {
      byte[] key = keys.group(start, group);
      merge.add(state.range(key, keys.after(key)));
    }
    return merge;
  }

  /** What a group has added up in a pane; null when it has no row there. */
  byte @Nullable [] accumulators(long pane, byte[] group) {
    return state.get(keys.accumulators(pane, group));
  }

  /** Where panes begin that have rows. */
  SortedSet<Long> starts() {
    return Collections.unmodifiableSortedSet(starts);
  }

  private OrderedState.Entries entries(long start) {
    return state.range(keys.pane(start), keys.pane(start + length));
  }

  /** Forgets all panes that begin before this time. */
  void deleteBefore(long time) {
    SortedSet<Long> old = starts.headSet(time);
    old.forEach(this::delete);
    old.clear();
    seen.forgetBefore(time);
  }

  private void delete(long start) {
    try (OrderedState.Entries entries = entries(start)) {
      for (Map.Entry<byte[], byte[]> entry = entries.next();
          entry != null;
          entry = entries.next()) {
        state.delete(entry.getKey());
      }
    }
  }

  /** Looks for the first entry of each pane; only at the start. */
  private void findPanes() {
    byte[] from = {PaneKeys.PREFIX};
    while (true) {
      try (OrderedState.Entries entries = state.range(from, keys.end())) {
        Map.Entry<byte[], byte[]> first = entries.next();
        if (first == null) {
          return;
        }
        long start = PaneKeys.paneStart(first.getKey());
        starts.add(start);
        from = keys.pane(start + length);
      }
    }
  }
}
