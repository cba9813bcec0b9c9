package io.tidemark.topology.plan;

import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.definition.Window;
import io.tidemark.topology.definition.WindowDefinition;
import io.tidemark.topology.expression.AggregateExpression;
import io.tidemark.topology.expression.ExpressionCompiler;
import io.tidemark.topology.expression.ExpressionException;
import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.expression.type.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Plans a {@code group_by}. The rows after it have the columns {@code window_start, window_end} if
 * there is a window, the keys, and the aggregates, in this order.
 */
final class GroupByPlanner {

  /** A call's number is one byte of a key in the state. */
  private static final int MAX_CALLS = 200;

  private final RowShape before;
  private final StepPlace place;
  private final OutputMode mode;
  private final ExpressionCompiler compiler;

  /**
   * @param mode in which its results are written
   */
  GroupByPlanner(RowShape before, StepPlace place, OutputMode mode) {
    this.before = before;
    this.place = place;
    this.mode = mode;
    this.compiler = place.compiler(before.schema());
  }

  Optional<Outcome> plan(Step.GroupBy step) {
    if (before.grouping().isPresent()) {
      refuseGroupedRows(before.grouping().get());
      return Optional.empty();
    }
    Optional<OptionalInt> eventTime = new EventTimes(before, place, mode).of(step.window());
    Optional<List<SelectColumn>> keys = keys(step.keys());
    Optional<Map<String, AggregateExpression>> aggregates = aggregates(step.aggregates());
    Optional<StructType> schema =
        keys.isPresent() && aggregates.isPresent()
            ? resultSchema(step.window().isPresent(), keys.get(), aggregates.get())
            : Optional.empty();
    if (eventTime.isEmpty() || schema.isEmpty()) {
      return Optional.empty();
    }
    Optional<Window> window = step.window().map(WindowDefinition::window);
    AggregationPlan plan = aggregation(window, eventTime.get(), keys.get(), aggregates.get());
    Grouping grouping = new Grouping(place.table(), mode, window, keyColumns(plan, schema.get()));
    RowShape after = new RowShape(schema.get(), Optional.empty(), List.of(), Optional.of(grouping));
    return Optional.of(new Outcome(new StepPlan.Aggregate(plan), after));
  }

  /** A watermark over windows that have closed would have to follow that of the rows in them. */
  private void refuseGroupedRows(Grouping grouping) {
    place.problem(
        "the rows are results of the group_by of table '%s', and results are not grouped again: how far their time has come is known where they are made, not here"
            .formatted(grouping.table()),
        "group the rows that they are made of, or write them to a table or a topic that a second pipeline has as its source");
  }

  private static List<Grouping.KeyColumn> keyColumns(AggregationPlan plan, StructType results) {
    return IntStream.range(0, plan.windowColumns() + plan.keys().size())
        .mapToObj(i -> new Grouping.KeyColumn(results.field(i).name(), i, OptionalInt.of(i)))
        .toList();
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
            aggregates.put(name, compiler.compileAggregate(text));
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

  /** The columns of the result; two of one name are a problem. */
  private Optional<StructType> resultSchema(
      boolean isWindowed, List<SelectColumn> keys, Map<String, AggregateExpression> aggregates) {
    List<StructField> fields = new ArrayList<>();
    if (isWindowed) {
      fields.add(StructField.of(AggregationPlan.WINDOW_START, PrimitiveType.TIMESTAMP));
      fields.add(StructField.of(AggregationPlan.WINDOW_END, PrimitiveType.TIMESTAMP));
    }
    keys.forEach(k -> fields.add(k.field()));
    aggregates.forEach((name, a) -> fields.add(StructField.of(name, a.result().type())));
    Set<String> names = new LinkedHashSet<>();
    boolean sound = true;
    for (StructField field : fields) {
      if (!names.add(field.name())) {
        place.problem(
            "column '%s' would be there twice; the columns are those of the window (window_start, window_end), the keys and the aggregates"
                .formatted(field.name()),
            "give the key or the aggregate another name");
        sound = false;
      }
    }
    return sound ? Optional.of(new StructType(fields)) : Optional.empty();
  }

  private AggregationPlan aggregation(
      Optional<Window> window,
      OptionalInt eventTime,
      List<SelectColumn> keys,
      Map<String, AggregateExpression> aggregates) {
    StructType groups = GroupSchemas.groups(keys, aggregates);
    return new AggregationPlan(
        window,
        eventTime,
        before.eventTime().map(RowShape.EventTime::watermark),
        mode,
        keys,
        List.copyOf(aggregates.values()),
        groups,
        GroupSchemas.late(groups));
  }
}
