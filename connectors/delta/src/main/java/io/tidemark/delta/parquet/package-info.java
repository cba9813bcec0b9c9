/** Rows into Parquet files, as Spark lays them out, with Delta's statistics. */
@NullMarked
package io.tidemark.delta.parquet;

import org.jspecify.annotations.NullMarked;
