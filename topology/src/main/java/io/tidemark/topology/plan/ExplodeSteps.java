package io.tidemark.topology.plan;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.MapType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.ExpressionException;
import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.expression.TypedExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Plans the steps that make a row per element: explode, explode_outer. */
final class ExplodeSteps {

  private final RowShape before;
  private final StructType schema;
  private final StepPlace place;

  ExplodeSteps(RowShape before, StepPlace place) {
    this.before = before;
    this.schema = before.schema();
    this.place = place;
  }

  /**
   * Replaces the column in place, as {@code withColumn("items", explode("items"))} does; a path or
   * an expression whose name is not a column's is appended. A map becomes the columns {@code key}
   * and {@code value}.
   */
  Optional<Outcome> explode(String item, StepPlan.Empty empty) {
    if (before.sendsChanges()) {
      place.problem(
          "a group that has changed would become several rows, and a table in update or complete mode has one row per key",
          "explode before the group_by, or write in append mode");
      return Optional.empty();
    }
    try {
      List<SelectColumn> columns = place.compiler(schema).compileSelectItem(item);
      if (columns.size() != 1) {
        place.problem("'" + item + "' is more than one column", "name one array or map");
        return Optional.empty();
      }
      return explode(columns.get(0), empty);
    } catch (ExpressionException e) {
      place.problem(e.getMessage(), "");
      return Optional.empty();
    }
  }

  private Optional<Outcome> explode(SelectColumn column, StepPlan.Empty empty) {
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
    return Columns.unique(fields, place)
        .map(
            after ->
                new Outcome(
                    new StepPlan.Unnest(collection, target, replaced, elements.size(), empty),
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
}
