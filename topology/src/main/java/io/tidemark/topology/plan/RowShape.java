package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of the rows between two steps.
 *
 * @param eventTime of the {@code with_watermark} before, if there is one
 * @param exploded the columns that were exploded so far, outermost first
 * @param grouping if they are results of an aggregation
 */
record RowShape(
    StructType schema,
    Optional<EventTime> eventTime,
    List<String> exploded,
    Optional<Grouping> grouping) {

  RowShape {
    exploded = List.copyOf(exploded);
  }

  /**
   * The event time column.
   *
   * @param watermark that follows it
   * @param position in the schema; empty when a step has removed or replaced it
   */
  record EventTime(String column, AggregationPlan.WatermarkPlan watermark, OptionalInt position) {

    Duration delay() {
      return watermark.delay();
    }

    String table() {
      return watermark.table();
    }
  }

  static RowShape of(StructType schema) {
    return new RowShape(schema, Optional.empty(), List.of(), Optional.empty());
  }

  RowShape with(StructType newSchema) {
    return new RowShape(newSchema, eventTime, exploded, grouping);
  }

  RowShape with(Optional<EventTime> newEventTime) {
    return new RowShape(schema, newEventTime, exploded, grouping);
  }

  /** With the event time where a step has moved it to; empty when it is gone. */
  RowShape withEventTimeAt(OptionalInt position) {
    return with(eventTime.map(e -> new EventTime(e.column(), e.watermark(), position)));
  }

  RowShape withGrouping(Optional<Grouping> newGrouping) {
    return new RowShape(schema, eventTime, exploded, newGrouping);
  }

  RowShape withExploded(String column) {
    List<String> more = new ArrayList<>(exploded);
    more.add(column);
    return new RowShape(schema, eventTime, more, grouping);
  }

  /** The event time's position, if there is an event time and it is still there. */
  OptionalInt eventTimePosition() {
    return eventTime.map(EventTime::position).orElse(OptionalInt.empty());
  }

  /** Whether they are results that are sent whenever they have changed. */
  boolean sendsChanges() {
    return grouping.isPresent() && grouping.get().sendsChanges();
  }
}
