package io.tidemark.topology.plan;

import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.expression.ExpressionCompiler;
import io.tidemark.topology.expression.ExpressionException;
import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.expression.TypedExpression;
import io.tidemark.topology.plan.StepPlan.Assignment;
import io.tidemark.topology.plan.StepPlan.ProjectedColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plans the steps that make one row of a row, or none: select, drop, with_column, filter. */
final class ColumnSteps {

  /** A column's name, perhaps in backticks, perhaps with another name for it. */
  private static final Pattern PLAIN_COLUMN =
      Pattern.compile(
          "\\s*`?(?<name>\\w+)`?(\\s+(as\\s+)?`?\\w+`?)?\\s*", Pattern.CASE_INSENSITIVE);

  private final RowShape before;
  private final StructType schema;
  private final StepPlace place;
  private final ExpressionCompiler compiler;

  ColumnSteps(RowShape before, StepPlace place) {
    this.before = before;
    this.schema = before.schema();
    this.place = place;
    this.compiler = place.compiler(schema);
  }

  /** Spark's select: the columns in the order written. */
  Optional<Outcome> select(Step.Select step) {
    List<ProjectedColumn> columns = new ArrayList<>();
    OptionalInt eventTime = OptionalInt.empty();
    Map<Integer, Integer> passed = new HashMap<>();
    boolean sound = true;
    for (int i = 0; i < step.columns().size(); i++) {
      String item = step.columns().get(i);
      try {
        for (SelectColumn column : compiler.compileSelectItem(item)) {
          if (isEventTime(item, column)) {
            eventTime = OptionalInt.of(columns.size());
          }
          int position = columns.size();
          passing(item, column).ifPresent(from -> passed.putIfAbsent(from, position));
          columns.add(new ProjectedColumn(column, !isStar(item)));
        }
      } catch (ExpressionException e) {
        place.item(i).problem(e.getMessage(), "");
        sound = false;
      }
    }
    if (!sound) {
      return Optional.empty();
    }
    OptionalInt kept = eventTime;
    return Columns.unique(columns.stream().map(c -> c.column().field()).toList(), place)
        .map(
            s ->
                new Outcome(new StepPlan.Project(columns), after(s, passed).withEventTimeAt(kept)));
  }

  /**
   * The rows after it.
   *
   * @param passed where columns have gone that are as they were, perhaps under another name
   */
  private RowShape after(StructType newSchema, Map<Integer, Integer> passed) {
    return before
        .with(newSchema)
        .withGrouping(
            before
                .grouping()
                .map(g -> g.moved(k -> position(passed.get(k.position().getAsInt())))));
  }

  private static OptionalInt position(@Nullable Integer position) {
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  /** The position of the column that a select item is, perhaps under another name. */
  private OptionalInt passing(String item, SelectColumn column) {
    if (isStar(item)) {
      return OptionalInt.of(column.columns().iterator().next());
    }
    Matcher plain = PLAIN_COLUMN.matcher(item);
    return plain.matches() ? schema.find(plain.group("name")) : OptionalInt.empty();
  }

  private static boolean isStar(String item) {
    return item.strip().equals("*");
  }

  /** Whether a select item is the event time column itself, under its own name. */
  private boolean isEventTime(String item, SelectColumn column) {
    OptionalInt position = before.eventTimePosition();
    return position.isPresent()
        && column.columns().equals(Set.of(position.getAsInt()))
        && column.name().equals(schema.field(position.getAsInt()).name())
        && (isStar(item) || item.strip().replace("`", "").equals(column.name()));
  }

  /** Unlike Spark, a column that is not there is a problem: it is a typing error. */
  Optional<Outcome> drop(Step.Drop step) {
    boolean sound = true;
    for (int i = 0; i < step.columns().size(); i++) {
      sound &= Columns.position(schema, step.columns().get(i), place.item(i)).isPresent();
    }
    List<Integer> kept =
        IntStream.range(0, schema.size())
            .filter(i -> !step.columns().contains(schema.field(i).name()))
            .boxed()
            .toList();
    if (sound && kept.isEmpty()) {
      place.problem("no column would be left", "keep at least one");
    }
    if (!sound || kept.isEmpty()) {
      return Optional.empty();
    }
    List<ProjectedColumn> columns =
        kept.stream().map(i -> ProjectedColumn.passing(i, schema.field(i))).toList();
    OptionalInt eventTime = before.eventTimePosition();
    int moved = eventTime.isPresent() ? kept.indexOf(eventTime.getAsInt()) : -1;
    RowShape after =
        after(new StructType(kept.stream().map(schema::field).toList()), positions(kept))
            .withEventTimeAt(moved < 0 ? OptionalInt.empty() : OptionalInt.of(moved));
    return Optional.of(new Outcome(new StepPlan.Project(columns), after));
  }

  private static Map<Integer, Integer> positions(List<Integer> kept) {
    Map<Integer, Integer> positions = new HashMap<>();
    kept.forEach(from -> positions.put(from, positions.size()));
    return positions;
  }

  /**
   * As a chain of Spark's withColumn: each expression sees the columns that those before it made.
   */
  Optional<Outcome> withColumn(Step.WithColumn step) {
    StructType current = schema;
    List<Assignment> assignments = new ArrayList<>();
    OptionalInt eventTime = before.eventTimePosition();
    Map<Integer, Integer> untouched = positions(IntStream.range(0, schema.size()).boxed().toList());
    boolean sound = true;
    for (Map.Entry<String, String> entry : step.expressions().entrySet()) {
      try {
        TypedExpression value = place.compiler(current).compile(entry.getValue());
        int position = current.find(entry.getKey()).orElse(current.size());
        assignments.add(new Assignment(position, value));
        untouched.remove(position);
        current = replace(current, position, StructField.of(entry.getKey(), value.type()));
        if (eventTime.isPresent() && eventTime.getAsInt() == position) {
          eventTime = OptionalInt.empty();
        }
      } catch (ExpressionException e) {
        place.key(entry.getKey()).problem(e.getMessage(), "");
        sound = false;
      }
    }
    return sound
        ? Optional.of(
            new Outcome(
                new StepPlan.Assign(assignments, current.size()),
                after(current, untouched).withEventTimeAt(eventTime)))
        : Optional.empty();
  }

  /** The schema with a field in place of the one at a position, or after the last one. */
  private static StructType replace(StructType schema, int position, StructField field) {
    List<StructField> fields = new ArrayList<>(schema.fields());
    if (position == fields.size()) {
      fields.add(field);
    } else {
      fields.set(position, field);
    }
    return new StructType(fields);
  }

  Optional<Outcome> filter(Step.Filter step) {
    try {
      TypedExpression condition = compiler.compile(step.condition());
      if (condition.type() != PrimitiveType.BOOLEAN) {
        place.problem(
            "'%s' is %s, not BOOLEAN".formatted(step.condition(), condition.type().ddl()),
            "write a condition, such as price > 0");
        return Optional.empty();
      }
      return Optional.of(new Outcome(new StepPlan.Where(condition), before));
    } catch (ExpressionException e) {
      place.problem(e.getMessage(), "");
      return Optional.empty();
    }
  }
}
