package io.tidemark.topology.operator;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.plan.StepPlan;
import io.tidemark.topology.plan.StepPlan.ProjectedColumn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operators that make rows of rows. Each row is made in one array and never copied again. */
final class Operators {

  private Operators() {}

  static RowConsumer project(List<ProjectedColumn> columns, RowConsumer next) {
    Evaluator[] evaluators =
        columns.stream().map(c -> c.column().evaluator()).toArray(Evaluator[]::new);
    return row -> {
      @Nullable Object[] values = new @Nullable Object[evaluators.length];
      for (int i = 0; i < evaluators.length; i++) {
        values[i] = evaluators[i].evaluate(row);
      }
      next.accept(Row.wrap(values));
    };
  }

  /** Later expressions see what earlier ones have assigned: they read the row as it is made. */
  static RowConsumer assign(StepPlan.Assign step, RowConsumer next) {
    int count = step.assignments().size();
    int[] positions = step.assignments().stream().mapToInt(a -> a.position()).toArray();
    Evaluator[] evaluators =
        step.assignments().stream().map(a -> a.value().evaluator()).toArray(Evaluator[]::new);
    return row -> {
      @Nullable Object[] values = new @Nullable Object[step.width()];
      copy(row, 0, values, 0, row.size());
      Row made = Row.wrap(values);
      for (int i = 0; i < count; i++) {
        values[positions[i]] = evaluators[i].evaluate(made);
      }
      next.accept(made);
    };
  }

  static RowConsumer where(Evaluator condition, RowConsumer next) {
    return row -> {
      if (Boolean.TRUE.equals(condition.evaluate(row))) {
        next.accept(row);
      }
    };
  }

  /** One row per element, in order; what stands for an empty or null collection has nulls. */
  static RowConsumer unnest(StepPlan.Unnest step, RowConsumer next) {
    Evaluator collection = step.collection().evaluator();
    return row -> {
      Object value = collection.evaluate(row);
      if (value instanceof List<?> list && !list.isEmpty()) {
        for (Object element : list) {
          next.accept(unnested(row, step, element, null));
        }
      } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          next.accept(unnested(row, step, entry.getKey(), entry.getValue()));
        }
      } else if (step.empty() == StepPlan.Empty.ROW_OF_NULL) {
        next.accept(unnested(row, step, null, null));
      }
    };
  }

  private static Row unnested(
      Row row, StepPlan.Unnest step, @Nullable Object first, @Nullable Object second) {
    int target = step.target();
    int after = target + step.replaced();
    @Nullable Object[] values = new @Nullable Object[row.size() - step.replaced() + step.width()];
    copy(row, 0, values, 0, target);
    values[target] = first;
    if (step.width() == 2) {
      values[target + 1] = second;
    }
    copy(row, after, values, target + step.width(), row.size() - after);
    return Row.wrap(values);
  }

  /** The row's columns in another order. */
  static RowConsumer reorder(List<Integer> positions, RowConsumer next) {
    int[] from = positions.stream().mapToInt(Integer::intValue).toArray();
    return row -> {
      @Nullable Object[] values = new @Nullable Object[from.length];
      for (int i = 0; i < from.length; i++) {
        values[i] = row.value(from[i]);
      }
      next.accept(Row.wrap(values));
    };
  }

  private static void copy(Row row, int from, @Nullable Object[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] = row.value(from + i);
    }
  }
}
