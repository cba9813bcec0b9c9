package io.tidemark.delta.sink;

/** What a batch's rows do to the table. */
enum OutputMode {
  /** They are added. */
  APPEND,
  /** They replace the rows of the same key; the table has one row per key. */
  UPDATE,
  /** As {@link #UPDATE}, and each commit replaces the table by the whole result. */
  COMPLETE
}
