package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.Window;
import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.AggregateExpression;
import io.tidemark.topology.expression.SelectColumn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An aggregation.
 *
 * @param window empty: a group is its keys alone
 * @param eventTime position of the event time in the rows before it; empty only without a window
 * @param watermark what says when windows close; empty: none ever does
 * @param outputMode of all tables that are written of it: whether its results are those of closed
 *     windows, or groups whenever they have changed
 * @param keys over the rows before it
 * @param aggregates a result column each
 * @param groupsSchema what travels to the aggregating task: event time, keys, the calls' arguments
 * @param lateSchema what is kept of a late row
 */
public record AggregationPlan(
    Optional<Window> window,
    OptionalInt eventTime,
    Optional<WatermarkPlan> watermark,
    OutputMode outputMode,
    List<SelectColumn> keys,
    List<AggregateExpression> aggregates,
    StructType groupsSchema,
    StructType lateSchema) {

  /** The columns that a windowed table's rows begin with. */
  public static final String WINDOW_START = "window_start";

  public static final String WINDOW_END = "window_end";

  public AggregationPlan {
    keys = List.copyOf(keys);
    aggregates = List.copyOf(aggregates);
  }

  /**
   * The watermark of the rows before it.
   *
   * @param table whose {@code with_watermark} it is
   * @param delay how far it is behind the greatest event time
   * @param idle after so long without any row, event time goes on with the wall clock
   */
  public record WatermarkPlan(String table, Duration delay, Optional<Duration> idle) {}

  /**
   * The calls of all aggregates, in order: those with an argument have a column each at the end of
   * {@link #groupsSchema}.
   */
  public List<AggregateCall> calls() {
    return aggregates.stream().flatMap(a -> a.calls().stream()).toList();
  }

  /**
   * Whether windows close when the watermark has reached their end: nothing is added to them then,
   * and their state goes. In complete mode none does.
   */
  public boolean closesWindows() {
    return window.isPresent() && watermark.isPresent() && outputMode != OutputMode.COMPLETE;
  }

  /** Whether groups are sent on whenever they have changed, and not when their window closes. */
  public boolean sendsChanges() {
    return outputMode != OutputMode.APPEND;
  }

  /** How far the watermark is behind the greatest event time. */
  public Duration delay() {
    return watermark.map(WatermarkPlan::delay).orElse(Duration.ZERO);
  }

  /** Columns of a result before the keys: the window's start and end. */
  public int windowColumns() {
    return window.isPresent() ? 2 : 0;
  }
}
