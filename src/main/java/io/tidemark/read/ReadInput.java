package io.tidemark.read;

import io.tidemark.files.discovery.DiscoveryOptions.Depth;
import io.tidemark.files.split.Layout;
import java.util.List;

/**
 * What to read.
 *
 * @param paths files, folders and globs, at least one
 */
public record ReadInput(List<String> paths, Layout layout, Depth depth) {

  public ReadInput {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("nothing to read");
    }
  }

  /** The paths as one text, for a person. */
  public String text() {
    return String.join(", ", paths);
  }
}
