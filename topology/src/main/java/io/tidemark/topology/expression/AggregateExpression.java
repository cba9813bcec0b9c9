package io.tidemark.topology.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A scalar expression over aggregate calls, such as {@code sum(price) / count(*)}.
 *
 * @param calls each different call once, in the order of the text
 * @param result over a row that holds the calls' results, in their order
 */
public record AggregateExpression(List<AggregateCall> calls, TypedExpression result) {

  public AggregateExpression {
    calls = List.copyOf(calls);
    requireNonNull(result, "result");
  }
}
