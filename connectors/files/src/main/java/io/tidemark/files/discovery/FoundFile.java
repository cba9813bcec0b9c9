package io.tidemark.files.discovery;

import java.util.Comparator;

/** A file as it was found. */
public record FoundFile(SourceFile file, FileStamp stamp) {

  /** The order in which files are read: by time, then by name. */
  static final Comparator<FoundFile> READING_ORDER =
      Comparator.comparingLong((FoundFile found) -> found.stamp().mtimeNanos())
          .thenComparing(found -> found.file().relative())
          .thenComparing(found -> found.file().root().folder());
}
