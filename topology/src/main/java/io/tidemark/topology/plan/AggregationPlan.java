package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import io.tidemark.topology.definition.Window;
import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.AggregateExpression;
import io.tidemark.topology.expression.SelectColumn;
import java.time.Duration;
import java.util.List;

/**
 * A windowed aggregation in append mode.
 *
 * @param eventTime position of the event time in the rows before it
 * @param delay how far the watermark is behind the greatest event time
 * @param watermarkTable the table whose {@code with_watermark} defines the event time
 * @param keys over the rows before it
 * @param aggregates a result column each
 * @param groupsSchema what travels to the aggregating task: event time, keys, the calls' arguments
 * @param lateSchema what is kept of a late row
 */
public record AggregationPlan(
    Window window,
    int eventTime,
    Duration delay,
    String watermarkTable,
    List<SelectColumn> keys,
    List<AggregateExpression> aggregates,
    StructType groupsSchema,
    StructType lateSchema) {

  /** The columns that a windowed table's rows begin with. */
  public static final String WINDOW_START = "window_start";

  public static final String WINDOW_END = "window_end";

  /**
   * The calls of all aggregates, in order: those with an argument have a column each at the end of
   * {@link #groupsSchema}.
   */
  public List<AggregateCall> calls() {
    return aggregates.stream().flatMap(a -> a.calls().stream()).toList();
  }

  public AggregationPlan {
    keys = List.copyOf(keys);
    aggregates = List.copyOf(aggregates);
  }
}
