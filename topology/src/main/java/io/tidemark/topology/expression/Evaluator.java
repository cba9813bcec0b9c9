package io.tidemark.topology.expression;

import io.tidemark.row.Row;
import org.jspecify.annotations.Nullable;

/** Computes a value from a row. Thread-safe: one evaluator may serve any number of threads. */
@FunctionalInterface
public interface Evaluator {

  /**
   * The value, in the class that {@link Row} lists for the expression's type, or null.
   *
   * @throws BadValueException if a value can't be computed: a failed cast, an overflow, a division
   *     by zero
   */
  @Nullable Object evaluate(Row row);
}
