package io.tidemark.files.discovery;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of a source.
 *
 * @param relative its path below the root's folder
 */
public record SourceFile(SourceRoot root, Path relative) {

  public Path path() {
    return root.folder().resolve(relative);
  }

  /**
   * The file itself, behind all links.
   *
   * @throws IOException if it is gone, or lies outside of the root's folder
   */
  public Path resolve() throws IOException {
    Path real = path().toRealPath();
    if (!real.startsWith(root.folder())) {
      throw new IOException("leads out of " + root.folder());
    }
    return real;
  }

  /** Its path below the root's folder, as text, the same on every machine. */
  public String name() {
    return PathText.of(relative);
  }

  /** For logs. */
  @Override
  public String toString() {
    return path().toString();
  }
}
