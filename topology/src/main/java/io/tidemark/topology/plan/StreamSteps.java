package io.tidemark.topology.plan;

import io.tidemark.row.DataType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.NearestName;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.plan.AggregationPlan.WatermarkPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Plans the steps that leave each row as it is: with_watermark, union. */
final class StreamSteps {

  private final RowShape before;
  private final StructType schema;
  private final StepPlace place;

  StreamSteps(RowShape before, StepPlace place) {
    this.before = before;
    this.schema = before.schema();
    this.place = place;
  }

  Optional<Outcome> withWatermark(Step.WithWatermark step) {
    if (before.grouping().isPresent()) {
      place.problem(
          "the rows are results of the group_by of table '%s', which has a watermark of its own or none"
              .formatted(before.grouping().get().table()),
          "put with_watermark before the group_by");
      return Optional.empty();
    }
    if (before.eventTime().isPresent()) {
      place.problem(
          "the rows already have a watermark, from table '%s' on column '%s'"
              .formatted(before.eventTime().get().table(), before.eventTime().get().column()),
          "remove one of the two");
      return Optional.empty();
    }
    StepPlace columnPlace = place.key("column");
    OptionalInt position = Columns.position(schema, step.column(), columnPlace);
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
        new RowShape.EventTime(
            step.column(), new WatermarkPlan(place.table(), step.delay(), step.idle()), position);
    return Optional.of(
        new Outcome(
            new StepPlan.Observe(position.getAsInt(), step.delay()),
            before.with(Optional.of(eventTime))));
  }

  /** Spark's unionByName: the other's columns in this order, of the same types. */
  Optional<Outcome> union(Step.Union step, RowShape otherRows) {
    StructType other = otherRows.schema();
    if (before.grouping().map(g -> g.table().equals(place.table())).orElse(false)) {
      place.problem(
          "the union comes after the group_by of the same table",
          "put it before, or into a table of its own that is made of this one");
      return Optional.empty();
    }
    if (before.sendsChanges() || otherRows.sendsChanges()) {
      place.problem(
          "results that are written in update or complete mode can't be in a union: rows of two tables have no common key",
          "write them in append mode, or each to a table of its own");
      return Optional.empty();
    }
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
        ? Optional.of(
            new Outcome(
                new StepPlan.Merge(step.with(), positions),
                before.withGrouping(before.grouping().or(otherRows::grouping))))
        : Optional.empty();
  }
}
