package io.tidemark.topology.window;

import io.tidemark.row.DataType;
import io.tidemark.row.Row;
import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.AggregateExpression;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.TypedExpression;
import io.tidemark.topology.plan.AggregationPlan;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges the panes of a window into a result row per group, in the order of the group keys. */
final class WindowResults {

  private final GroupKey group;
  private final List<AggregateExpression> aggregates;
  private final List<AggregateCall> calls;
  private final Accumulators sum;
  private final Accumulators pane;

  WindowResults(AggregationPlan plan, GroupKey group) {
    this.group = group;
    this.aggregates = plan.aggregates();
    this.calls = plan.calls();
    this.sum = new Accumulators(calls);
    this.pane = new Accumulators(calls);
  }

  /**
   * Emits the rows of a window.
   *
   * @param merge the entries of its panes
   * @return how many
   */
  int emit(WindowMerge merge, long start, long end, Emission emission) {
    int count = 0;
    WindowMerge.Entry entry = merge.next();
    while (entry != null) {
      @Nullable Object[] row = new @Nullable Object[2 + group.size() + aggregates.size()];
      row[0] = start;
      row[1] = end;
      OrderedReader reader = new OrderedReader(entry.key(), 0);
      group.read(reader, row, 2);
      entry = add(merge, entry, Arrays.copyOf(entry.key(), reader.position()));
      finish(row, emission);
      count++;
    }
    return count;
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
        pane.read(new OrderedReader(entry.value(), 0));
        sum.merge(pane);
      } else if (!Arrays.equals(previous, entry.key())) {
        addDistinct(kind - 1, entry.key(), groupKey.length + 1);
        previous = entry.key();
      }
      entry = merge.next();
    }
    return entry;
  }

  private void addDistinct(int call, byte[] key, int from) {
    TypedExpression argument = calls.get(call).argument();
    DataType type = argument == null ? null : argument.type();
    Object value = type == null ? null : new OrderedReader(key, from).read(type);
    if (value == null) {
      throw new IllegalStateException("a distinct value of nothing");
    }
    sum.of(call).add(value);
  }

  private void finish(@Nullable Object[] row, Emission emission) {
    try {
      @Nullable Object[] results = sum.results();
      int column = 2 + group.size();
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
    emission.closed(Row.wrap(row));
  }
}
