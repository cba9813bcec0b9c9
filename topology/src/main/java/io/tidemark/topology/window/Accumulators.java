package io.tidemark.topology.window;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.AggregateFunction;
import io.tidemark.topology.expression.value.ValueOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accumulators of all calls of an aggregation, for one group. Owned by a task. */
final class Accumulators {

  private final List<AggregateCall> calls;
  private final Accumulator[] all;

  Accumulators(List<AggregateCall> calls) {
    this.calls = List.copyOf(calls);
    this.all = calls.stream().map(Accumulators::of).toArray(Accumulator[]::new);
  }

  private static Accumulator of(AggregateCall call) {
    return switch (call.function()) {
      case COUNT -> new Count();
      case SUM -> sum(call.type(), DoubleSum.Result.SUM);
      case AVG -> sum(call.type(), DoubleSum.Result.MEAN);
      case MIN -> new Extreme(call.type(), ValueOrder.of(call.type()).reversed());
      case MAX -> new Extreme(call.type(), ValueOrder.of(call.type()));
      case FIRST -> new Outermost(call.type(), Outermost.Side.FIRST, Outermost.Nulls.TAKEN);
      case FIRST_NON_NULL ->
          new Outermost(call.type(), Outermost.Side.FIRST, Outermost.Nulls.PASSED_OVER);
      case LAST -> new Outermost(call.type(), Outermost.Side.LAST, Outermost.Nulls.TAKEN);
      case LAST_NON_NULL ->
          new Outermost(call.type(), Outermost.Side.LAST, Outermost.Nulls.PASSED_OVER);
      case COLLECT_LIST -> call.distinct() ? new CollectedSet(call) : new CollectedList(call);
      case COLLECT_SET -> new CollectedSet(call);
      case APPROX_COUNT_DISTINCT -> new ApproximateCount(call);
    };
  }

  private static Accumulator sum(DataType type, DoubleSum.Result result) {
    if (type instanceof DecimalType decimal) {
      return new DecimalSum(result, decimal);
    }
    return type == PrimitiveType.BIGINT ? new LongSum() : new DoubleSum(result);
  }

  int size() {
    return all.length;
  }

  /** Whether the call adds each value once, and which those were is kept beside it. */
  boolean isDistinct(int call) {
    return calls.get(call).distinct()
        && calls.get(call).function() != AggregateFunction.COLLECT_LIST;
  }

  Accumulator of(int call) {
    return all[call];
  }

  void clear() {
    for (Accumulator accumulator : all) {
      accumulator.clear();
    }
  }

  /**
   * Merges those of the calls that are not distinct. Of distinct ones, only whoever knows the
   * values can say which are new.
   */
  void merge(Accumulators other) {
    for (int i = 0; i < all.length; i++) {
      if (!isDistinct(i)) {
        all[i].merge(other.all[i]);
      }
    }
  }

  void write(OrderedWriter out) {
    for (Accumulator accumulator : all) {
      accumulator.write(out);
    }
  }

  void read(OrderedReader in) {
    for (Accumulator accumulator : all) {
      accumulator.read(in);
    }
  }

  /**
   * The calls' results, in order.
   *
   * @throws io.tidemark.topology.expression.BadValueException if a type can't hold one of them
   */
  @Nullable Object[] results() {
    @Nullable Object[] results = new @Nullable Object[all.length];
    for (int i = 0; i < all.length; i++) {
      results[i] = all[i].result();
    }
    return results;
  }
}
