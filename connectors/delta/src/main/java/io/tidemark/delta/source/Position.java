package io.tidemark.delta.source;

import static java.util.Objects.requireNonNull;

/**
 * The next row to read.
 *
 * @param phase what of the version is read
 * @param file how many of the version's files come before it; the order of a version's files never
 *     changes
 * @param row how many rows of that file come before it
 */
record Position(Phase phase, long version, int file, long row) {

  /** What is read of a version. */
  enum Phase {
    /** All rows that the table has in it: the initial snapshot. */
    SNAPSHOT,
    /** The rows that its commit added. */
    COMMIT
  }

  Position {
    requireNonNull(phase, "phase");
    if (version < 0 || file < 0 || row < 0) {
      throw new IllegalArgumentException(
          "version %d, file %d, row %d".formatted(version, file, row));
    }
  }

  static Position snapshot(long version) {
    return new Position(Phase.SNAPSHOT, version, 0, 0);
  }

  static Position commit(long version) {
    return new Position(Phase.COMMIT, version, 0, 0);
  }

  @Override
  public String toString() {
    return "%sversion %d, file %d, row %d"
        .formatted(phase == Phase.SNAPSHOT ? "the snapshot of " : "", version, file, row);
  }

  Position atRow(long next) {
    return new Position(phase, version, file, next);
  }

  Position nextFile() {
    return new Position(phase, version, file + 1, 0);
  }

  Position nextVersion() {
    return commit(version + 1);
  }
}
