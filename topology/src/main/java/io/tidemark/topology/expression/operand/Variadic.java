package io.tidemark.topology.expression.operand;

import org.jspecify.annotations.Nullable;

/** What becomes of any number of values of which none is null. */
@FunctionalInterface
public interface Variadic {
  @Nullable Object apply(Object[] values);
}
