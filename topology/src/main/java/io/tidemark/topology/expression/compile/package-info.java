/** From a syntax tree to typed operands: names are resolved, types checked, evaluators built. */
@NullMarked
package io.tidemark.topology.expression.compile;

import org.jspecify.annotations.NullMarked;
