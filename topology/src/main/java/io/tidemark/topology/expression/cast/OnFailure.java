package io.tidemark.topology.expression.cast;

/** What becomes of a value that the target type can't hold. */
public enum OnFailure {
  /** CAST: the record is bad. */
  BAD_VALUE,
  /** TRY_CAST: null in its place. */
  NULL
}
