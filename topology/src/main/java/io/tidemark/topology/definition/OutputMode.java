package io.tidemark.topology.definition;

/** How results get into the table. */
public enum OutputMode {
  /** New rows are added; a window's rows once, when it has closed. */
  APPEND
}
