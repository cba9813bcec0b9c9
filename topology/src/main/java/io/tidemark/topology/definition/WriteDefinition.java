package io.tidemark.topology.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * @param smallFiles what is done about them
   */
  record Delta(
      String path, Optional<OutputMode> outputMode, List<String> partitionBy, SmallFiles smallFiles)
      implements WriteDefinition {

    public Delta {
      partitionBy = List.copyOf(partitionBy);
    }

    /** A table whose files stay as they were written. */
    public Delta(String path, Optional<OutputMode> outputMode, List<String> partitionBy) {
      this(path, outputMode, partitionBy, SmallFiles.AS_WRITTEN);
    }

    /** A table without partitions that rows are appended to. */
    public static Delta appended(String path) {
      return new Delta(path, Optional.of(OutputMode.APPEND), List.of());
    }

    /**
     * What is done so that a table has few files.
     *
     * @param optimizeWrite whether those of a commit are packed before it
     * @param autoCompact whether those of several commits are made into large ones between commits
     */
    public record SmallFiles(boolean optimizeWrite, boolean autoCompact) {

      /** Nothing. */
      public static final SmallFiles AS_WRITTEN = new SmallFiles(false, false);
    }

    @Override
    public String place() {
      return path;
    }
  }

  /** A Kafka topic for other consumers: a record with plain JSON for each row. */
  record Topic(String name, Optional<OutputMode> outputMode) implements WriteDefinition {

    @Override
    public String place() {
      return "topic " + name;
    }
  }

  /**
   * What the run prints.
   *
   * @param numRows of each batch at most
   */
  record Console(int numRows, Optional<OutputMode> outputMode) implements WriteDefinition {

    /** Spark's. */
    static final int DEFAULT_ROWS = 20;

    @Override
    public String place() {
      return "console";
    }
  }

  /**
   * A Java class that is called with each batch.
   *
   * @param className of a {@link io.tidemark.row.batch.BatchWriter}
   * @param config handed to it, in the file's order
   */
  record ForeachBatch(String className, Map<String, String> config, Optional<OutputMode> outputMode)
      implements WriteDefinition {

    public ForeachBatch {
      config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    @Override
    public String place() {
      return "foreach_batch " + className;
    }
  }
}
