package io.tidemark.topology.window;

import io.tidemark.row.DataType;
import io.tidemark.row.Row;
import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.TypedExpression;
import java.util.Arrays;
import java.util.List;
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

  /** What a call without an argument counts. */
  private static final Object ROW = new Object();

  private final OrderedState state;
  private final GroupKey group;
  private final List<AggregateCall> calls;
  private final int[] arguments;
  private final Accumulators accumulators;
  private final PaneKeys keys = new PaneKeys();
  private final OrderedWriter values = new OrderedWriter();

  /** Where panes begin that have rows; saves looking for them among deleted ones. */
  private final NavigableSet<Long> starts = new TreeSet<>();

  private final long length;

  private byte @Nullable [] held;

  /**
   * @param length of a pane
   */
  Panes(OrderedState state, long length, GroupKey group, List<AggregateCall> calls) {
    this.state = state;
    this.length = length;
    this.group = group;
    this.calls = List.copyOf(calls);
    this.arguments = argumentColumns(calls, 1 + group.size());
    this.accumulators = new Accumulators(calls);
    findPanes();
  }

  /** The column that holds each call's argument, or -1 for a call without one. */
  private static int[] argumentColumns(List<AggregateCall> calls, int first) {
    int[] columns = new int[calls.size()];
    int next = first;
    for (int i = 0; i < columns.length; i++) {
      columns[i] = calls.get(i).argument() == null ? -1 : next++;
    }
    return columns;
  }

  /** Adds a row of event time, keys, arguments. */
  void add(long pane, Row row) {
    byte[] key = keys.accumulators(pane, group, row, 1);
    hold(key);
    starts.add(pane);
    for (int i = 0; i < arguments.length; i++) {
      Object value = arguments[i] < 0 ? ROW : row.value(arguments[i]);
      if (value != null && accumulators.isDistinct(i)) {
        addDistinct(key, i, value);
      } else if (value != null) {
        accumulators.of(i).add(value);
      }
    }
  }

  private void hold(byte[] key) {
    if (Arrays.equals(key, held)) {
      return;
    }
    flush();
    byte[] stored = state.get(key);
    if (stored == null) {
      accumulators.clear();
    } else {
      accumulators.read(new OrderedReader(stored, 0));
    }
    held = key;
  }

  private void addDistinct(byte[] accumulatorsKey, int call, Object value) {
    byte[] key = keys.distinct(accumulatorsKey, call, argumentType(call), value);
    if (state.get(key) == null) {
      state.put(key, SEEN);
    }
  }

  private DataType argumentType(int call) {
    TypedExpression argument = calls.get(call).argument();
    if (argument == null) {
      throw new IllegalStateException("a distinct call without an argument");
    }
    return argument.type();
  }

  /** Puts what was held back into the state; before anything else reads it. */
  void flush() {
    if (held != null) {
      values.clear();
      accumulators.write(values);
      state.put(held, values.toBytes());
      held = null;
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

  private OrderedState.Entries entries(long start) {
    return state.range(keys.pane(start), keys.pane(start + length));
  }

  /** Forgets all panes that begin before this time. */
  void deleteBefore(long time) {
    SortedSet<Long> old = starts.headSet(time);
    old.forEach(this::delete);
    old.clear();
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
