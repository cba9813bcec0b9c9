package io.tidemark.run;

/** A part of a pipeline's work that a process may take on. */
public enum Role {
  /** Reads files and Delta tables into topics. */
  SOURCES,
  /** Makes tables' rows of the topics. */
  TOPOLOGY,
  /** Writes rows to Delta tables and other targets. */
  SINKS
}
