package io.tidemark.files;

import java.util.Locale;

/** What becomes of a file once all its records are committed in Kafka. */
public enum CleanSource {
  /** It stays where it is. */
  OFF,
  /** It is moved below the archive folder, under its path below the source. */
  ARCHIVE,
  /** It is deleted. */
  DELETE;

  /** As it is written in a configuration. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
