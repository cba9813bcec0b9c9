package io.tidemark.topology.plan;

import io.tidemark.row.DataType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.WindowDefinition;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the column whose time an aggregation goes by, and what its output mode needs of it. */
final class EventTimes {

  private final RowShape before;
  private final StepPlace place;
  private final OutputMode mode;

  EventTimes(RowShape before, StepPlace place, OutputMode mode) {
    this.before = before;
    this.place = place;
    this.mode = mode;
  }

  /**
   * The position of the event time.
   *
   * @return empty when there is a problem; an empty position without a window and a watermark
   */
  Optional<OptionalInt> of(Optional<WindowDefinition> window) {
    if (window.isEmpty()) {
      return ofKeysAlone();
    }
    if (before.eventTime().isEmpty() && mode == OutputMode.APPEND) {
      place.problem(
          "there is no watermark before it, so in append mode no window would ever close",
          "add a step with_watermark: {column: …, delay: 10 seconds} before it, or write with output_mode: update or complete");
      return Optional.empty();
    }
    return window.get().column().isPresent()
        ? ofColumn(window.get().column().get())
        : ofWatermark();
  }

  private Optional<OptionalInt> ofKeysAlone() {
    if (mode == OutputMode.APPEND) {
      place.problem(
          "there is no window, so in append mode no group would ever be complete",
          "add window: {size: 5 minutes}, or write with output_mode: update or complete");
      return Optional.empty();
    }
    return Optional.of(before.eventTimePosition());
  }

  private Optional<OptionalInt> ofColumn(String column) {
    StepPlace at = place.key("window").key("column");
    OptionalInt position = Columns.position(before.schema(), column, at);
    if (position.isEmpty()) {
      return Optional.empty();
    }
    DataType type = before.schema().field(position.getAsInt()).type();
    if (type != PrimitiveType.TIMESTAMP) {
      at.problem(
          "column '%s' is %s, not TIMESTAMP".formatted(column, type.ddl()),
          "make a TIMESTAMP of it in a step before: with_column: {event_time: \"CAST(%s AS TIMESTAMP)\"}"
              .formatted(column));
      return Optional.empty();
    }
    if (before.eventTime().isPresent() && !position.equals(before.eventTimePosition())) {
      at.problem(
          "the windows would be cut by '%s', and the watermark that closes them follows '%s'"
              .formatted(column, before.eventTime().get().column()),
          "leave out 'column', or put with_watermark on '%s'".formatted(column));
      return Optional.empty();
    }
    return Optional.of(position);
  }

  private Optional<OptionalInt> ofWatermark() {
    Optional<RowShape.EventTime> eventTime = before.eventTime();
    if (eventTime.isEmpty()) {
      place
          .key("window")
          .problem(
              "there is no with_watermark before it, so it isn't known which column's time is cut into windows",
              "add column: … to the window, or a step with_watermark: {column: …, delay: 10 seconds}");
      return Optional.empty();
    }
    if (eventTime.get().position().isEmpty()) {
      place.problem(
          "the event time column '%s' of with_watermark is gone before it"
              .formatted(eventTime.get().column()),
          "keep that column under its name, or put with_watermark after the step that replaces it");
      return Optional.empty();
    }
    return Optional.of(eventTime.get().position());
  }
}
