/**
 * Parquet files into rows: of any writer that a Delta table may have had, our own and Spark's of
 * today as well as the older layouts of lists, maps and timestamps.
 */
@NullMarked
package io.tidemark.delta.source.parquet;

import org.jspecify.annotations.NullMarked;
