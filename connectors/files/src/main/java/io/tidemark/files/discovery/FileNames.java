package io.tidemark.files.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Names that say: not to be read, or not yet. */
final class FileNames {

  private static final List<String> UNFINISHED =
      List.of(".tmp", ".part", ".crdownload", "._copying_");

  private FileNames() {}

  /** Whether a file or folder of this name is left alone. */
  static boolean isLeftAlone(Path path) {
    Path last = path.getFileName();
    if (last == null) {
      return false;
    }
    String name = last.toString();
    if (name.startsWith(".") || name.startsWith("_")) {
      return true;
    }
    String lowerCase = name.toLowerCase(Locale.ROOT);
    return UNFINISHED.stream().anyMatch(lowerCase::endsWith);
  }
}
