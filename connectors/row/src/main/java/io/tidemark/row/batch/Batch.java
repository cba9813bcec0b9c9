package io.tidemark.row.batch;

import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import io.tidemark.row.StructType;

/**
 * The rows of one batch, or, of a table in output mode update or complete, its changes.
 *
 * <p>Rows are read as they are asked for: a batch may be larger than the memory. They can be gone
 * through any number of times, each time the same rows in the same order, but not twice at once: an
 * iteration ends the one before it. For one thread.
 */
public interface Batch {

  /** 0 for the table's first batch, then one more for each; see {@link BatchWriter}. */
  long id();

  /** Name of the table. */
  String table();

  StructType schema();

  /**
   * All changes, in order. In output mode append each is an {@link RowChange#UPSERT}: a new row.
   */
  Iterable<Change> changes();

  /** The rows without those that are {@link RowChange#DELETE}: in output mode append, all. */
  Iterable<Row> rows();

  /** A row, and what it is to a table that is written by key. */
  record Change(RowChange kind, Row row) {}
}
