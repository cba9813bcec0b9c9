/** Which types there are inside an expression, and which one two of them have in common. */
@NullMarked
package io.tidemark.topology.expression.type;

import org.jspecify.annotations.NullMarked;
