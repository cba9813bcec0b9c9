package io.tidemark.topology.expression;

import static java.util.Objects.requireNonNull;

import io.tidemark.row.DataType;
import java.util.Set;

/**
 * A compiled expression.
 *
 * @param name the last name of a plain path ({@code city} for {@code customer.address.city}),
 *     otherwise the expression's text
 * @param columns positions of the input's top-level columns that it reads
 */
public record TypedExpression(
    String name, DataType type, Evaluator evaluator, Set<Integer> columns) {

  public TypedExpression {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(evaluator, "evaluator");
    columns = Set.copyOf(columns);
  }
}
