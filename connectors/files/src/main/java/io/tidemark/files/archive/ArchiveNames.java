package io.tidemark.files.archive;

import java.nio.file.Path;
import java.util.Locale;

/** Names for files whose own name is taken. */
final class ArchiveNames {

  private static final String COMPRESSED = ".gz";

  private ArchiveNames() {}

  /** The path itself for 0; {@code day-2.json.gz} for {@code day.json.gz} and 2. */
  static Path numbered(Path path, int number) {
    if (number == 0) {
      return path;
    }
    String name = String.valueOf(path.getFileName());
    int end = endOfStem(name);
    return path.resolveSibling(name.substring(0, end) + "-" + number + name.substring(end));
  }

  private static int endOfStem(String name) {
    boolean isCompressed = name.toLowerCase(Locale.ROOT).endsWith(COMPRESSED);
    int end = isCompressed ? name.length() - COMPRESSED.length() : name.length();
    int dot = name.lastIndexOf('.', end - 1);
    return dot > 0 ? dot : end;
  }
}
