package io.tidemark.topology.expression.operand;

import org.jspecify.annotations.Nullable;

/** What becomes of two values of which neither is null. */
@FunctionalInterface
public interface Binary {
  @Nullable Object apply(Object first, Object second);
}
