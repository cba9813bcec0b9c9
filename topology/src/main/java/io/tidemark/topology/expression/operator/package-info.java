/** The operators: arithmetic, comparison, logic, matching, branching. */
@NullMarked
package io.tidemark.topology.expression.operator;

import org.jspecify.annotations.NullMarked;
