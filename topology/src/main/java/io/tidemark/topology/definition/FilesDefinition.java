package io.tidemark.topology.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A source's JSON files.
 *
 * @param paths folders or globs, as written
 * @param multiline false: JSON Lines
 * @param archiveDir there exactly with {@link CleanSource#ARCHIVE}
 * @param settle how long a file must not have changed before it is read
 * @param recursive whether folders below the paths are read too
 */
public record FilesDefinition(
    List<String> paths,
    boolean multiline,
    CleanSource cleanSource,
    Optional<String> archiveDir,
    Duration settle,
    boolean recursive) {

  /** What {@code settle} is when a file does not say. */
  public static final Duration DEFAULT_SETTLE = Duration.ofMillis(200);

  public FilesDefinition {
    paths = List.copyOf(paths);
  }
}
