package io.tidemark.delta.source;

/**
 * What becomes of a commit that removes rows, which no stream of new rows can show (Delta's guide
 * on table streaming reads, "Ignore updates and deletes").
 */
public enum RemovedRows {
  /** It stops the source. */
  STOP,
  /** One that adds no rows is passed over; one that rewrites rows stops the source. */
  IGNORE_DELETES,
  /** What it adds is read, rows that it only carried over included. */
  IGNORE_CHANGES
}
