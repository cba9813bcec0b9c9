/** Typed parts of an expression, and how bigger parts are built of them. */
@NullMarked
package io.tidemark.topology.expression.operand;

import org.jspecify.annotations.NullMarked;
