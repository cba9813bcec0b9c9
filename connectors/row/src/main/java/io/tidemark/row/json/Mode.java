package io.tidemark.row.json;

/** What {@link JsonRowReader} does with a record that doesn't fit its schema. */
public enum Mode {
  /** The record is bad: {@link BadRecordException}. Nothing of it becomes a row. */
  STRICT,
  /**
   * Spark's PERMISSIVE: a value of another type becomes null and the rest of the row is kept; a
   * record that is not a JSON object becomes a row of nulls.
   */
  PERMISSIVE
}
