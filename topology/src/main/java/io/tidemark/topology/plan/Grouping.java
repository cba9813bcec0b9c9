package io.tidemark.topology.plan;

import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.Window;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What is known of rows that are results of an aggregation.
 *
 * @param table that groups them
 * @param mode in which they are written
 * @param window of the aggregation
 * @param keys what tells one result from another: window start and end, and the grouping keys
 */
record Grouping(String table, OutputMode mode, Optional<Window> window, List<KeyColumn> keys) {

  Grouping {
    keys = List.copyOf(keys);
  }

  /**
   * A key column.
   *
   * @param name in the results
   * @param result position in the results
   * @param position in the rows now; empty when a step has removed or replaced it
   */
  record KeyColumn(String name, int result, OptionalInt position) {

    boolean isOfWindow() {
      return name.equals(AggregationPlan.WINDOW_START) || name.equals(AggregationPlan.WINDOW_END);
    }
  }

  boolean sendsChanges() {
    return mode != OutputMode.APPEND;
  }

  /** With the keys where a step has moved them to. */
  Grouping moved(Function<KeyColumn, OptionalInt> position) {
    return new Grouping(
        table,
        mode,
        window,
        keys.stream()
            .map(
                k ->
                    new KeyColumn(
                        k.name(),
                        k.result(),
                        k.position().isEmpty() ? k.position() : position.apply(k)))
            .toList());
  }

  /**
   * The columns by which rows are replaced in a table, as they are now. A session's end moves, so
   * that it is no key.
   */
  List<KeyColumn> mergeKeys() {
    return keys.stream()
        .filter(k -> k.position().isPresent())
        .filter(k -> !isSession() || !k.name().equals(AggregationPlan.WINDOW_END))
        .toList();
  }

  /**
   * The names of key columns that would have to be there and are not. The start of a window of a
   * fixed size says its end, and the end its start.
   */
  List<String> missingKeys() {
    boolean hasWindow = mergeKeys().stream().anyMatch(KeyColumn::isOfWindow);
    return keys.stream()
        .filter(k -> k.position().isEmpty())
        .filter(k -> !k.name().equals(AggregationPlan.WINDOW_END))
        .filter(k -> !(hasWindow && k.isOfWindow()))
        .map(KeyColumn::name)
        .toList();
  }

  private boolean isSession() {
    return window.isPresent() && window.get() instanceof Window.Session;
  }
}
