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
 * @param batch what bounds one micro-batch of the source
 */
public record FilesDefinition(
    List<String> paths,
    boolean multiline,
    CleanSource cleanSource,
    Optional<String> archiveDir,
    Duration settle,
    boolean recursive,
    BatchLimits batch) {

  /**
   * What {@code settle} is when a file does not say, as in the connector: longer than a writer
   * pauses that flushes every 100 ms, short beside the second that a row may take to its table.
   */
  public static final Duration DEFAULT_SETTLE = Duration.ofMillis(200);

  public FilesDefinition {
    paths = List.copyOf(paths);
  }

  /**
   * What one Kafka transaction of a source takes at most; empty: the connector's default.
   *
   * @param maxFiles at most so many files are begun in it
   * @param maxBytes it ends with the record that reaches so many bytes
   */
  public record BatchLimits(Optional<Integer> maxFiles, Optional<Long> maxBytes) {

    /** The connector's own. */
    public static final BatchLimits DEFAULT = new BatchLimits(Optional.empty(), Optional.empty());
  }
}
