package io.tidemark.files.split;

/** How documents lie in a file: Spark's option {@code multiline}. */
public enum Layout {
  /** {@code multiline=false}, JSON Lines: no document goes on past the end of its line. */
  LINES,
  /** {@code multiline=true}: objects or arrays of objects, however many lines they take. */
  DOCUMENTS
}
