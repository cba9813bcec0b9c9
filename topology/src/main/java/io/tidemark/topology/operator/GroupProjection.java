package io.tidemark.topology.operator;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.plan.AggregationPlan;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of a row travels to the task that aggregates it: event time, keys, arguments. */
final class GroupProjection {

  private static final int NONE = -1;

  private GroupProjection() {}

  static RowConsumer of(AggregationPlan plan, RowConsumer next) {
    Evaluator[] evaluators =
        Stream.concat(
                plan.keys().stream().map(k -> k.evaluator()),
                plan.calls().stream()
                    .filter(c -> c.argument() != null)
                    .map(c -> c.argument().evaluator()))
            .toArray(Evaluator[]::new);
    int eventTime = plan.eventTime().orElse(NONE);
    boolean isWindowed = plan.window().isPresent();
    return row -> {
      @Nullable Object[] values = new @Nullable Object[evaluators.length + 1];
      values[0] = eventTime == NONE ? null : row.value(eventTime);
      if (values[0] == null && isWindowed) {
        throw new BadValueException("the event time is null, so the row belongs to no window");
      }
      for (int i = 0; i < evaluators.length; i++) {
        values[i + 1] = evaluators[i].evaluate(row);
      }
      next.accept(Row.wrap(values));
    };
  }
}
