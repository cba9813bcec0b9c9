package io.tidemark.topology.definition;

/** How results get into the table. */
public enum OutputMode {
  /** New rows are added; a window's rows once, when it has closed. */
  APPEND,
  /** Groups that have changed replace their rows of before: one row for each. */
  UPDATE,
  /** The table is what all rows so far come to; nothing is late, and no group is forgotten. */
  COMPLETE
}
