package io.tidemark.topology.definition;

import java.util.List;
import java.util.Optional;

/**
 * What is made of a source or of another table.
 *
 * @param from the name of a source or of a table
 * @param write the targets that all its rows go to; empty: only other tables read it
 * @param lateRows path of the table for rows that come too late, if the file names one
 */
public record TableDefinition(
    String name,
    String from,
    List<Step> steps,
    List<WriteDefinition> write,
    Optional<String> lateRows,
    Pace pace) {

  public TableDefinition {
    steps = List.copyOf(steps);
    write = List.copyOf(write);
  }

  /** The first of its Delta tables: late rows and dead letters are kept beside it. */
  public Optional<WriteDefinition.Delta> delta() {
    return write.stream()
        .filter(WriteDefinition.Delta.class::isInstance)
        .map(WriteDefinition.Delta.class::cast)
        .findFirst();
  }

  /** How its results get into its targets: one mode for all, which any of them may give. */
  public OutputMode outputMode() {
    return write.stream()
        .flatMap(w -> w.outputMode().stream())
        .findFirst()
        .orElse(OutputMode.APPEND);
  }
}
