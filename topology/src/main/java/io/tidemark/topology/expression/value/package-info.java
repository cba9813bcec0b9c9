/** What is done with single values: order, equality, matching, calendar arithmetic. */
@NullMarked
package io.tidemark.topology.expression.value;

import org.jspecify.annotations.NullMarked;
