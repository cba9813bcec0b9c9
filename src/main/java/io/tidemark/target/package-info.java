/** Targets of a table that are no Delta table: topics, the console, batches to Java classes. */
@NullMarked
package io.tidemark.target;

import org.jspecify.annotations.NullMarked;
