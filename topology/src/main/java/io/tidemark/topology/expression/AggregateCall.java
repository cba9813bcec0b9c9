package io.tidemark.topology.expression;

import static java.util.Objects.requireNonNull;

import io.tidemark.row.DataType;
import org.jspecify.annotations.Nullable;

/**
 * One call of an aggregate function, such as {@code count(DISTINCT order_id)}.
 *
 * @param distinct whether each value counts once
 * @param argument over the input's rows, already cast to what the function adds up; null in {@code
 *     count(*)} only
 * @param type of the call's result
 */
public record AggregateCall(
    AggregateFunction function,
    boolean distinct,
    @Nullable TypedExpression argument,
    DataType type) {

  public AggregateCall {
    requireNonNull(function, "function");
    requireNonNull(type, "type");
  }
}
