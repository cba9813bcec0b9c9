/** CAST and TRY_CAST between all types, by the rules of Spark's ANSI mode. */
@NullMarked
package io.tidemark.topology.expression.cast;

import org.jspecify.annotations.NullMarked;
