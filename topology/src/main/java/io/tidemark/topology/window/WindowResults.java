package io.tidemark.topology.window;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.AggregateExpression;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.window.Aggregation.Span;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes result rows of what groups have added up. Owned by a task. */
final class WindowResults {

  private final GroupCalls calls;
  private final List<AggregateExpression> aggregates;
  private final int windowColumns;
  private final Accumulators sum;
  private final Accumulators pane;

  WindowResults(AggregationPlan plan, GroupCalls calls) {
    this.calls = calls;
    this.aggregates = plan.aggregates();
    this.windowColumns = plan.windowColumns();
    this.sum = calls.accumulators();
    this.pane = calls.accumulators();
  }

  /**
   * Emits the rows of a window, in the order of the group keys.
   *
   * @param merge the entries of its panes
   * @return how many
   */
  int emit(WindowMerge merge, Span window, Emission emission) {
    int count = 0;
    WindowMerge.Entry entry = merge.next();
    while (entry != null) {
      OrderedReader reader = new OrderedReader(entry.key(), 0);
      @Nullable Object[] row = row(window, reader);
      entry = add(merge, entry, Arrays.copyOf(entry.key(), reader.position()));
      finish(row, sum, emission);
      count++;
    }
    return count;
  }

  /** Emits the row of a group of which all is in one place. */
  void emit(byte[] group, byte[] accumulators, Span window, Emission emission) {
    sum.read(new OrderedReader(accumulators, 0));
    finish(row(window, new OrderedReader(group, 0)), sum, emission);
  }

  /** A row with the window and the keys, and null for the aggregates. */
  private @Nullable Object[] row(Span window, OrderedReader group) {
    @Nullable Object[] row =
        new @Nullable Object[windowColumns + calls.group().size() + aggregates.size()];
    if (windowColumns > 0) {
      row[0] = window.start();
      row[1] = window.end();
    }
    calls.group().read(group, row, windowColumns);
    return row;
  }

  /** Tells that a group has no result any more in the window that begins then. */
  void emitGone(byte[] group, long start, Emission emission) {
    @Nullable Object[] row = row(new Span(start, start), new OrderedReader(group, 0));
    row[1] = null;
    emission.gone(Row.wrap(row));
  }

  /** Adds up all entries of a group; the entry that is the next group's first. */
  private WindowMerge.@Nullable Entry add(
      WindowMerge merge, WindowMerge.Entry first, byte[] groupKey) {
    sum.clear();
    byte[] previous = {};
    WindowMerge.Entry entry = first;
    while (entry != null && entry.beginsWith(groupKey)) {
      byte kind = entry.key()[groupKey.length];
      if (kind == PaneKeys.ACCUMULATORS) {
        addPane(entry.value(), merge.isOnePane());
      } else if (!merge.isOnePane() && !Arrays.equals(previous, entry.key())) {
        addDistinct((kind & 0xFF) - 1, entry.key(), groupKey.length + 1);
        previous = entry.key();
      }
      entry = merge.next();
    }
    return entry;
  }

  private void addPane(byte[] accumulators, boolean isOnePane) {
    OrderedReader reader = new OrderedReader(accumulators, 0);
    if (isOnePane) {
      sum.read(reader);
    } else {
      pane.read(reader);
      sum.merge(pane);
    }
  }

  private void addDistinct(int call, byte[] key, int from) {
    Object value = new OrderedReader(key, from).read(calls.argumentType(call));
    if (value == null) {
      throw new IllegalStateException("a distinct value of nothing");
    }
    sum.of(call).add(value, 0);
  }

  private void finish(@Nullable Object[] row, Accumulators added, Emission emission) {
    try {
      @Nullable Object[] results = added.results();
      int column = windowColumns + calls.group().size();
      int from = 0;
      for (AggregateExpression aggregate : aggregates) {
        int to = from + aggregate.calls().size();
        Row own = Row.wrap(Arrays.copyOfRange(results, from, to));
        row[column++] = aggregate.result().evaluator().evaluate(own);
        from = to;
      }
    } catch (BadValueException e) {
      emission.failed(Row.wrap(row), e);
      return;
    }
    emission.result(Row.wrap(row));
  }
}
