package io.tidemark.topology.expression.operand;

import org.jspecify.annotations.Nullable;

/** What becomes of one value that is not null. */
@FunctionalInterface
public interface Unary {
  @Nullable Object apply(Object value);
}
