package io.tidemark.topology.definition;

import java.util.List;
import java.util.Optional;

/** Where a table's rows go: one of its targets. */
public sealed interface WriteDefinition {

  /** How results get into the target; empty: as the table's other targets say. */
  Optional<OutputMode> outputMode();

  /** The target as a person is told of it: a path, a name. */
  String place();

  /**
   * A Delta table.
   *
   * @param path as written in the file
   * @param partitionBy columns that the table's files are divided by, in folder order
   */
  record Delta(String path, Optional<OutputMode> outputMode, List<String> partitionBy)
      implements WriteDefinition {

    public Delta {
      partitionBy = List.copyOf(partitionBy);
    }

    /** A table without partitions that rows are appended to. */
    public static Delta appended(String path) {
      return new Delta(path, Optional.of(OutputMode.APPEND), List.of());
    }

    @Override
    public String place() {
      return path;
    }
  }
}
