package io.tidemark.sql;

/** What a statement may do only when it was said so beforehand. */
public enum Permission {
  /** Read and write files that are of no table. */
  FILES,
  /** Delete files of versions younger than a week, which someone may be reading. */
  SHORT_RETENTION
}
