package io.tidemark.files.archive;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Names for files whose own name is taken. */
final class ArchiveNames {

  private static final String COMPRESSED = ".gz";
  private static final String UNFINISHED = ".part";

  /** Of a name, on all file systems in use. */
  private static final int MAX_BYTES = 255;

  private ArchiveNames() {}

  /** The path itself for 0; {@code day-2.json.gz} for {@code day.json.gz} and 2. */
  static Path numbered(Path path, int number) {
    if (number == 0) {
      return path;
    }
    String name = String.valueOf(path.getFileName());
    int end = endOfStem(name);
    return path.resolveSibling(fitting(name.substring(0, end), "-" + number + name.substring(end)));
  }

  /** A name for the copy of a file until it is complete; the same for the same file. */
  static Path unfinished(Path target, Path file) {
    String mark = Integer.toHexString(file.toString().hashCode());
    return target.resolveSibling(fitting("." + target.getFileName(), "." + mark + UNFINISHED));
  }

  /** Both, the first cut so that a file system takes the name. */
  private static String fitting(String stem, String ending) {
    int end = stem.length();
    int left = MAX_BYTES - bytes(ending);
    while (end > 1 && bytes(stem.substring(0, end)) > left) {
      end -= Character.isLowSurrogate(stem.charAt(end - 1)) ? 2 : 1;
    }
    return stem.substring(0, end) + ending;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int endOfStem(String name) {
    boolean isCompressed = name.toLowerCase(Locale.ROOT).endsWith(COMPRESSED);
    int end = isCompressed ? name.length() - COMPRESSED.length() : name.length();
    int dot = name.lastIndexOf('.', end - 1);
    return dot > 0 ? dot : end;
  }
}
