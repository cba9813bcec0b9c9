package io.tidemark.delta.parquet;

import org.apache.parquet.io.api.RecordConsumer;

/** Writes the values of one type; made once for each place of a schema. Not thread-safe. */
@FunctionalInterface
interface ValueWriter {

  /**
   * Adds one value to the record that is open.
   *
   * @param value not null, of the type's class in a {@link io.tidemark.row.Row}
   */
  void write(RecordConsumer consumer, Object value);
}
