package io.tidemark.delta.sink;

/** What a batch's rows do to the table. */
enum OutputMode {
  /** They are added. */
  APPEND
}
