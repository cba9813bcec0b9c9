package io.tidemark.topology.window;

import static java.util.Objects.requireNonNull;

import io.tidemark.row.DataType;
import io.tidemark.row.Row;
import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.plan.AggregationPlan;
import java.util.List;

/**
 * The aggregate calls over rows of event time, keys, arguments: which column is which call's.
 * Without state of its own, but for what encodes keys; owned by a task.
 */
final class GroupCalls {

  /** What a call without an argument counts. */
  private static final Object ROW = new Object();

  private final GroupKey group;
  private final List<AggregateCall> calls;
  private final int[] arguments;
  private final boolean hasDistinct;

  GroupCalls(AggregationPlan plan) {
    this.group = new GroupKey(plan.keys().stream().map(SelectColumn::type).toList());
    this.calls = plan.calls();
    this.arguments = argumentColumns(calls, 1 + group.size());
    this.hasDistinct = calls.stream().anyMatch(AggregateCall::distinct);
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

  /** Keeps which values of distinct calls have been added to a group. */
  @FunctionalInterface
  interface DistinctValues {

    /** Whether a value is added for the first time; from now on it has been. */
    boolean isNew(int call, Object value);
  }

  GroupKey group() {
    return group;
  }

  int count() {
    return calls.size();
  }

  /** Whether any of the calls is distinct. */
  boolean hasDistinct() {
    return hasDistinct;
  }

  Accumulators accumulators() {
    return new Accumulators(calls);
  }

  /** Adds a row to the accumulators of its group. */
  void add(Row row, Accumulators to, DistinctValues values) {
    Long eventTime = (Long) row.value(0);
    long time = eventTime == null ? 0 : eventTime;
    for (int i = 0; i < arguments.length; i++) {
      Object value = arguments[i] < 0 ? ROW : row.value(arguments[i]);
      if (value == null) {
        to.of(i).addNull(time);
      } else if (!to.isDistinct(i) || values.isNew(i, value)) {
        to.of(i).add(value, time);
      }
    }
  }

  /** The type of a distinct call's values. */
  DataType argumentType(int call) {
    return requireNonNull(calls.get(call).argument(), "the argument of a distinct call").type();
  }
}
