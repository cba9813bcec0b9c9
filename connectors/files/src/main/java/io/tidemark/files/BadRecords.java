package io.tidemark.files;

import java.util.Locale;

/** What becomes of a record that this source itself can't publish. */
public enum BadRecords {
  /** It goes to the dead-letter topic. */
  DEAD_LETTER,
  /** The same: a record too large for its topic can't become a row of nulls either. */
  PERMISSIVE,
  /** The source stops, with file and position. */
  FAIL_FAST;

  /** As it is written in a configuration. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
