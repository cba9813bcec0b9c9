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
 * @param windowedBy the table that has already grouped them by a window, if any
 */
record RowShape(
    StructType schema,
    Optional<EventTime> eventTime,
    List<String> exploded,
    Optional<String> windowedBy) {

  RowShape {
    exploded = List.copyOf(exploded);
  }

  /**
   * The event time column.
   *
   * @param table whose {@code with_watermark} it is
   * @param position in the schema; empty when a step has removed or replaced it
   */
  record EventTime(String column, Duration delay, String table, OptionalInt position) {}

  static RowShape of(StructType schema) {
    return new RowShape(schema, Optional.empty(), List.of(), Optional.empty());
  }

  RowShape with(StructType newSchema) {
    return new RowShape(newSchema, eventTime, exploded, windowedBy);
  }

  RowShape with(Optional<EventTime> newEventTime) {
    return new RowShape(schema, newEventTime, exploded, windowedBy);
  }

  /** With the event time where a step has moved it to; empty when it is gone. */
  RowShape withEventTimeAt(OptionalInt position) {
    return with(eventTime.map(e -> new EventTime(e.column(), e.delay(), e.table(), position)));
  }

  RowShape withExploded(String column) {
    List<String> more = new ArrayList<>(exploded);
    more.add(column);
    return new RowShape(schema, eventTime, more, windowedBy);
  }

  /** The event time's position, if there is an event time and it is still there. */
  OptionalInt eventTimePosition() {
    return eventTime.map(EventTime::position).orElse(OptionalInt.empty());
  }
}
