package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import io.tidemark.topology.definition.OutputMode;
import java.util.List;

/**
 * A topic of row batches and the Delta table that it goes to.
 *
 * @param name of the table, or of the source whose dead letters these are; with {@code kind} unique
 * @param path of the Delta table, as written in the file or derived from it
 */
public record SinkPlan(
    String name,
    Kind kind,
    String topic,
    StructType schema,
    String path,
    List<String> partitionBy,
    OutputMode outputMode) {

  /** What the rows are. */
  public enum Kind {
    TABLE,
    DEAD_LETTER,
    LATE
  }

  public SinkPlan {
    partitionBy = List.copyOf(partitionBy);
  }
}
