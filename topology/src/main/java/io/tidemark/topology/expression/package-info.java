/**
 * SQL expressions over positional rows, with Spark's functions and meaning: text in, typed and
 * compiled evaluators out. Every name and type is checked when an expression is compiled; what only
 * a value can show is a {@link io.tidemark.topology.expression.BadValueException}.
 */
@NullMarked
package io.tidemark.topology.expression;

import org.jspecify.annotations.NullMarked;
