package io.tidemark.topology.plan;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.NearestName;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.expression.ExpressionCompiler;
import io.tidemark.topology.expression.ExpressionException;
import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.expression.TypedExpression;
import io.tidemark.topology.plan.StepPlan.Assignment;
import io.tidemark.topology.plan.StepPlan.ProjectedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Plans the steps that make rows of rows, one at a time; each knows the rows before it. */
final class StepPlanner {

  private final RowShape before;
  private final StructType schema;
  private final StepPlace place;
  private final ExpressionCompiler compiler;

  StepPlanner(RowShape before, StepPlace place) {
    this.before = before;
    this.schema = before.schema();
    this.place = place;
    this.compiler = new ExpressionCompiler(before.schema());
  }

  /** What a step does, the rows after it, and how many become of one. */
  record Outcome(StepPlan plan, RowShape after, String fanOut) {
    Outcome(StepPlan plan, RowShape after) {
      this(plan, after, "");
    }
  }

  /** Spark's select: the columns in the order written. */
  Optional<Outcome> select(Step.Select step) {
    List<ProjectedColumn> columns = new ArrayList<>();
    OptionalInt eventTime = OptionalInt.empty();
    boolean sound = true;
    for (int i = 0; i < step.columns().size(); i++) {
      String item = step.columns().get(i);
      try {
        for (SelectColumn column : compiler.compileSelectItem(item)) {
          if (isEventTime(item, column)) {
            eventTime = OptionalInt.of(columns.size());
          }
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
    return schemaOf(columns)
        .map(s -> new Outcome(new StepPlan.Project(columns), before.with(s).withEventTimeAt(kept)));
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

  private Optional<StructType> schemaOf(List<ProjectedColumn> columns) {
    return uniquely(columns.stream().map(c -> c.column().field()).toList());
  }

  /** A schema of these fields; two of one name are a problem. */
  private Optional<StructType> uniquely(List<StructField> fields) {
    List<String> names = new ArrayList<>();
    boolean sound = true;
    for (StructField field : fields) {
      if (names.contains(field.name())) {
        place.problem(
            "column '" + field.name() + "' would be there twice",
            "give one of them another name: … AS other_name");
        sound = false;
      }
      names.add(field.name());
    }
    return sound ? Optional.of(new StructType(fields)) : Optional.empty();
  }

  /** Unlike Spark, a column that is not there is a problem: it is a typing error. */
  Optional<Outcome> drop(Step.Drop step) {
    boolean sound = true;
    for (int i = 0; i < step.columns().size(); i++) {
      sound &= position(step.columns().get(i), place.item(i)).isPresent();
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
        before
            .with(new StructType(kept.stream().map(schema::field).toList()))
            .withEventTimeAt(moved < 0 ? OptionalInt.empty() : OptionalInt.of(moved));
    return Optional.of(new Outcome(new StepPlan.Project(columns), after));
  }

  /** The position of a column by its name; a problem when there is none. */
  static OptionalInt position(StructType schema, String column, StepPlace place) {
    OptionalInt position = schema.find(column);
    if (position.isEmpty()) {
      place.problem(
          "no column '%s' in [%s]".formatted(column, String.join(", ", schema.names())),
          NearestName.hint(column, schema.names()));
    }
    return position;
  }

  private OptionalInt position(String column, StepPlace at) {
    return position(schema, column, at);
  }

  /**
   * As a chain of Spark's withColumn: each expression sees the columns that those before it made.
   */
  Optional<Outcome> withColumn(Step.WithColumn step) {
    StructType current = schema;
    List<Assignment> assignments = new ArrayList<>();
    OptionalInt eventTime = before.eventTimePosition();
    boolean sound = true;
    for (Map.Entry<String, String> entry : step.expressions().entrySet()) {
      try {
        TypedExpression value = new ExpressionCompiler(current).compile(entry.getValue());
        int position = current.find(entry.getKey()).orElse(current.size());
        assignments.add(new Assignment(position, value));
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
                before.with(current).withEventTimeAt(eventTime)))
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

  /**
   * Replaces the column in place, as {@code withColumn("items", explode("items"))} does; a path or
   * an expression whose name is not a column's is appended. A map becomes the columns {@code key}
   * and {@code value}.
   */
  Optional<Outcome> explode(String item, boolean outer) {
    try {
      List<SelectColumn> columns = compiler.compileSelectItem(item);
      if (columns.size() != 1) {
        place.problem("'" + item + "' is more than one column", "name one array or map");
        return Optional.empty();
      }
      return explode(columns.get(0), outer);
    } catch (ExpressionException e) {
      place.problem(e.getMessage(), "");
      return Optional.empty();
    }
  }

  private Optional<Outcome> explode(SelectColumn column, boolean outer) {
    List<StructField> elements = elements(column);
    if (elements.isEmpty()) {
      place.problem(
          "'%s' is %s; only an ARRAY or a MAP can be exploded"
              .formatted(column.name(), column.type().ddl()),
          "");
      return Optional.empty();
    }
    OptionalInt existing = schema.find(column.name());
    int target = existing.orElse(schema.size());
    int replaced = existing.isPresent() ? 1 : 0;
    List<StructField> fields = new ArrayList<>(schema.fields());
    fields.subList(target, target + replaced).clear();
    fields.addAll(target, elements);
    TypedExpression collection =
        new TypedExpression(column.name(), column.type(), column.evaluator(), column.columns());
    return uniquely(fields)
        .map(
            after ->
                new Outcome(
                    new StepPlan.Unnest(collection, target, replaced, elements.size(), outer),
                    before
                        .with(after)
                        .withEventTimeAt(movedBy(target, replaced, elements.size()))
                        .withExploded(column.name()),
                    "× " + column.name()));
  }

  /** What an element looks like; empty when the column is not a collection. */
  private static List<StructField> elements(SelectColumn column) {
    DataType type = column.type();
    if (type instanceof ArrayType array) {
      return List.of(StructField.of(column.name(), array.element()));
    }
    if (type instanceof MapType map) {
      return List.of(StructField.of("key", map.key()), StructField.of("value", map.value()));
    }
    return List.of();
  }

  private OptionalInt movedBy(int target, int replaced, int width) {
    OptionalInt eventTime = before.eventTimePosition();
    if (eventTime.isEmpty() || eventTime.getAsInt() < target) {
      return eventTime;
    }
    return eventTime.getAsInt() < target + replaced
        ? OptionalInt.empty()
        : OptionalInt.of(eventTime.getAsInt() - replaced + width);
  }

  Optional<Outcome> withWatermark(Step.WithWatermark step) {
    if (before.eventTime().isPresent()) {
      place.problem(
          "the rows already have a watermark, from table '%s' on column '%s'"
              .formatted(before.eventTime().get().table(), before.eventTime().get().column()),
          "remove one of the two");
      return Optional.empty();
    }
    StepPlace columnPlace = place.key("column");
    OptionalInt position = position(step.column(), columnPlace);
    if (position.isEmpty()) {
      return Optional.empty();
    }
    DataType type = schema.field(position.getAsInt()).type();
    if (type != PrimitiveType.TIMESTAMP) {
      columnPlace.problem(
          "column '%s' is %s, not TIMESTAMP".formatted(step.column(), type.ddl()),
          "make a TIMESTAMP of it in a step before: with_column: {event_time: \"CAST(%s AS TIMESTAMP)\"}"
              .formatted(step.column()));
      return Optional.empty();
    }
    RowShape.EventTime eventTime =
        new RowShape.EventTime(step.column(), step.delay(), place.table(), position);
    return Optional.of(
        new Outcome(
            new StepPlan.Observe(position.getAsInt(), step.delay()),
            before.with(Optional.of(eventTime))));
  }

  /** Spark's unionByName: the other's columns in this order, of the same types. */
  Optional<Outcome> union(Step.Union step, StructType other) {
    if (before.eventTime().isPresent()) {
      place.problem(
          "the union comes after with_watermark, so that its rows would not count for the watermark",
          "put the union before with_watermark");
      return Optional.empty();
    }
    List<Integer> positions = new ArrayList<>();
    boolean sound = true;
    for (StructField field : schema.fields()) {
      OptionalInt position = other.find(field.name());
      if (position.isEmpty()) {
        place.problem(
            "'%s' has no column '%s', only [%s]"
                .formatted(step.with(), field.name(), String.join(", ", other.names())),
            NearestName.hint(field.name(), other.names()));
        sound = false;
      } else if (!other.field(position.getAsInt()).type().equals(field.type())) {
        place.problem(
            "column '%s' is %s here and %s in '%s'"
                .formatted(
                    field.name(),
                    field.type().ddl(),
                    other.field(position.getAsInt()).type().ddl(),
                    step.with()),
            "cast one of them in a step before");
        sound = false;
      } else {
        positions.add(position.getAsInt());
      }
    }
    for (String name : other.names()) {
      if (schema.find(name).isEmpty()) {
        place.problem(
            "'%s' has a column '%s' that is not here".formatted(step.with(), name),
            "drop it there, or add it here in a step before");
        sound = false;
      }
    }
    return sound
        ? Optional.of(new Outcome(new StepPlan.Merge(step.with(), positions), before))
        : Optional.empty();
  }
}
