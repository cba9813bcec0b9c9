package io.tidemark.delta.storage;

import static java.util.Objects.requireNonNull;

/**
 * A file in a table's folder, whether the table's log names it or not.
 *
 * @param path below the table's folder, with {@code /}
 */
public record StoredFile(String path, long sizeBytes, long modifiedMillis) {

  public StoredFile {
    requireNonNull(path, "path");
  }

  /**
   * Whether it lies where no data file does: a name on the way to it begins with {@code _} or
   * {@code .}, and is not a partition's folder ({@code _day=1}).
   */
  static boolean isHidden(String path) {
    for (String name : path.split("/", -1)) {
      if (name.startsWith(".") || (name.startsWith("_") && !name.contains("="))) {
        return true;
      }
    }
    return false;
  }
}
