/** A Delta table: its schema, its files, its log. All that knows Delta Standalone is here. */
@NullMarked
package io.tidemark.delta.table;

import org.jspecify.annotations.NullMarked;
