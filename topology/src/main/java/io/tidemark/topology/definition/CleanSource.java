package io.tidemark.topology.definition;

/** What happens to a source file once its records are committed. */
public enum CleanSource {
  OFF,
  ARCHIVE,
  DELETE
}
