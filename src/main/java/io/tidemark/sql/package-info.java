/**
 * SQL over Delta tables: DuckDB reads the Parquet files that a table's log names. All that knows
 * DuckDB is here.
 */
@NullMarked
package io.tidemark.sql;

import org.jspecify.annotations.NullMarked;
