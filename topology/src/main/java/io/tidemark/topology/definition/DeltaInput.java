package io.tidemark.topology.definition;

/**
 * A Delta table that a source reads.
 *
 * @param path as written
 * @param startingVersion {@code earliest}, {@code latest} or a version's number
 * @param ignoreDeletes whether commits that only remove rows are passed over; otherwise they stop
 *     the source
 * @param ignoreChanges whether the new files of commits that rewrite others are read all the same
 * @param batch what bounds one micro-batch of the source
 */
public record DeltaInput(
    String path,
    String startingVersion,
    boolean ignoreDeletes,
    boolean ignoreChanges,
    FilesDefinition.BatchLimits batch) {

  /** What {@code starting_version} is when a file does not say. */
  static final String EARLIEST = "earliest";
}
