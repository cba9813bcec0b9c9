package io.tidemark.topology.plan;

import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.definition.Window;
import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.AggregateExpression;
import io.tidemark.topology.expression.ExpressionCompiler;
import io.tidemark.topology.expression.ExpressionException;
import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.expression.type.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans a {@code group_by} in append mode. The rows after it have the columns {@code window_start,
 * window_end}, the keys, and the aggregates, in this order.
 */
final class GroupByPlanner {

  /** A call's number is one byte of a key in the state. */
  private static final int MAX_CALLS = 200;

  private final RowShape before;
  private final StepPlace place;
  private final ExpressionCompiler compiler;

  GroupByPlanner(RowShape before, StepPlace place) {
    this.before = before;
    this.place = place;
    this.compiler = new ExpressionCompiler(before.schema());
  }

  Optional<Outcome> plan(Step.GroupBy step) {
    Optional<Window> window = window(step);
    Optional<RowShape.EventTime> eventTime = eventTime(window.isPresent());
    Optional<List<SelectColumn>> keys = keys(step.keys());
    Optional<Map<String, AggregateExpression>> aggregates = aggregates(step.aggregates());
    Optional<StructType> schema =
        keys.isPresent() && aggregates.isPresent()
            ? resultSchema(keys.get(), aggregates.get())
            : Optional.empty();
    if (window.isEmpty() || eventTime.isEmpty() || schema.isEmpty()) {
      return Optional.empty();
    }
    AggregationPlan plan = aggregation(window.get(), eventTime.get(), keys.get(), aggregates.get());
    RowShape after =
        new RowShape(schema.get(), Optional.empty(), List.of(), Optional.of(place.table()));
    return Optional.of(new Outcome(new StepPlan.Aggregate(plan), after));
  }

  private Optional<Window> window(Step.GroupBy step) {
    if (before.windowedBy().isPresent()) {
      place.problem(
          "the rows are already grouped by a window, in table '%s'"
              .formatted(before.windowedBy().get()),
          "group the rows that it is made of instead");
      return Optional.empty();
    }
    if (step.window().isEmpty()) {
      place.problem(
          "there is no window, so in append mode no group would ever be complete",
          "add window: {size: 5 minutes}");
    }
    return step.window();
  }

  private Optional<RowShape.EventTime> eventTime(boolean isWindowed) {
    Optional<RowShape.EventTime> eventTime = before.eventTime();
    if (before.windowedBy().isPresent()) {
      return Optional.empty();
    }
    if (eventTime.isEmpty()) {
      if (isWindowed) {
        place.problem(
            "there is no watermark before it, so in append mode no window would ever close",
            "add a step with_watermark: {column: …, delay: 10 seconds} before it");
      }
      return Optional.empty();
    }
    if (eventTime.get().position().isEmpty()) {
      place.problem(
          "the event time column '%s' of with_watermark is gone before it"
              .formatted(eventTime.get().column()),
          "keep that column under its name, or put with_watermark after the step that replaces it");
      return Optional.empty();
    }
    return eventTime;
  }

  private Optional<List<SelectColumn>> keys(List<String> items) {
    List<SelectColumn> keys = new ArrayList<>();
    boolean sound = true;
    for (int i = 0; i < items.size(); i++) {
      StepPlace at = place.key("keys").item(i);
      try {
        List<SelectColumn> columns = compiler.compileSelectItem(items.get(i));
        for (SelectColumn column : columns) {
          if (!Types.isOrdered(column.type())) {
            at.problem(
                "'%s' is %s, which can't be a key: a MAP has no order"
                    .formatted(column.name(), column.type().ddl()),
                "choose other columns");
            sound = false;
          }
        }
        keys.addAll(columns);
      } catch (ExpressionException e) {
        at.problem(e.getMessage(), "");
        sound = false;
      }
    }
    return sound ? Optional.of(keys) : Optional.empty();
  }

  private Optional<Map<String, AggregateExpression>> aggregates(Map<String, String> texts) {
    Map<String, AggregateExpression> aggregates = new LinkedHashMap<>();
    texts.forEach(
        (name, text) -> {
          StepPlace at = place.key("aggregate").key(name);
          try {
            AggregateExpression aggregate = compiler.compileAggregate(text);
            if (aggregate.calls().stream().allMatch(c -> isSupported(c, at))) {
              aggregates.put(name, aggregate);
            }
          } catch (ExpressionException e) {
            at.problem(e.getMessage(), "");
          }
        });
    int calls = aggregates.values().stream().mapToInt(a -> a.calls().size()).sum();
    if (calls > MAX_CALLS) {
      place.problem(
          "there are %d aggregate calls, more than %d".formatted(calls, MAX_CALLS),
          "divide them among two tables");
    }
    boolean isSound = aggregates.size() == texts.size() && calls <= MAX_CALLS;
    return isSound ? Optional.of(aggregates) : Optional.empty();
  }

  private static boolean isSupported(AggregateCall call, StepPlace at) {
    boolean supported =
        switch (call.function()) {
          case COUNT, SUM, AVG, MIN, MAX -> true;
          default -> false;
        };
    if (!supported) {
      at.problem(
          call.function().name().toLowerCase(Locale.ROOT) + " can't be computed in windows yet",
          "use count, count(DISTINCT …), sum, avg, min or max");
    }
    return supported;
  }

  /** The columns of the result; two of one name are a problem. */
  private Optional<StructType> resultSchema(
      List<SelectColumn> keys, Map<String, AggregateExpression> aggregates) {
    List<StructField> fields = new ArrayList<>();
    fields.add(StructField.of(AggregationPlan.WINDOW_START, PrimitiveType.TIMESTAMP));
    fields.add(StructField.of(AggregationPlan.WINDOW_END, PrimitiveType.TIMESTAMP));
    keys.forEach(k -> fields.add(k.field()));
    aggregates.forEach((name, a) -> fields.add(StructField.of(name, a.result().type())));
    Set<String> names = new LinkedHashSet<>();
    boolean sound = true;
    for (StructField field : fields) {
      if (!names.add(field.name())) {
        place.problem(
            "column '%s' would be there twice; the columns are window_start, window_end, the keys and the aggregates"
                .formatted(field.name()),
            "give the key or the aggregate another name");
        sound = false;
      }
    }
    return sound ? Optional.of(new StructType(fields)) : Optional.empty();
  }

  private AggregationPlan aggregation(
      Window window,
      RowShape.EventTime eventTime,
      List<SelectColumn> keys,
      Map<String, AggregateExpression> aggregates) {
    StructType groups = GroupSchemas.groups(keys, aggregates);
    return new AggregationPlan(
        window,
        eventTime.position().orElseThrow(),
        eventTime.delay(),
        eventTime.table(),
        keys,
        List.copyOf(aggregates.values()),
        groups,
        GroupSchemas.late(groups));
  }
}
