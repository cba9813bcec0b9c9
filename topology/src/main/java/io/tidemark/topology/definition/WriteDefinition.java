package io.tidemark.topology.definition;

import java.util.List;

/** A Delta table that a table's rows go to. */
public record WriteDefinition(String delta, OutputMode outputMode, List<String> partitionBy) {

  public WriteDefinition {
    partitionBy = List.copyOf(partitionBy);
  }
}
