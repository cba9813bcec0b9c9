package io.tidemark.topology.definition;

/** What happens to a record that can't be read. */
public enum BadRecords {
  /** It is set aside with its reason in the dead-letter table; the others go on. */
  DEAD_LETTER,
  /** As Spark does: what can't be read is null. */
  PERMISSIVE,
  /** The pipeline stops. */
  FAIL_FAST
}
