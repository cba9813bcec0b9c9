/** The scalar functions: one registry, which the reference documentation is generated from. */
@NullMarked
package io.tidemark.topology.expression.function;

import org.jspecify.annotations.NullMarked;
