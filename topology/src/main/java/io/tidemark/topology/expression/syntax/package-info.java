/** From an expression's text to its tree: the grammar, the words at fault, and literals. */
@NullMarked
package io.tidemark.topology.expression.syntax;

import org.jspecify.annotations.NullMarked;
