package io.tidemark.files.discovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to look for, and how.
 *
 * @param settle a file is complete when it has not changed for so long
 * @param pollInterval between listings of what can't be watched, and attempts at what failed
 * @param excluded a folder that is never looked into
 * @param share which of the files are this task's
 */
public record DiscoveryOptions(
    List<SourcePath> paths,
    Depth depth,
    Mode mode,
    Duration settle,
    Duration pollInterval,
    Optional<Path> excluded,
    Share share) {

  /** Whether subfolders are looked into. */
  public enum Depth {
    FOLDER_ONLY,
    SUBFOLDERS
  }

  /** When discovery ends. */
  public enum Mode {
    /** It lists once. */
    BOUNDED,
    /** It goes on for ever. */
    WATCHING
  }

  /** All files are one task's. */
  public DiscoveryOptions(
      List<SourcePath> paths,
      Depth depth,
      Mode mode,
      Duration settle,
      Duration pollInterval,
      Optional<Path> excluded) {
    this(paths, depth, mode, settle, pollInterval, excluded, Share.ALL);
  }

  public DiscoveryOptions {
    paths = List.copyOf(paths);
  }
}
