package io.tidemark.topology.definition;

import java.util.List;
import java.util.Optional;

/**
 * What is made of a source or of another table.
 *
 * @param from the name of a source or of a table
 * @param write empty: only other tables read it
 * @param lateRows path of the table for rows that come too late, if the file names one
 */
public record TableDefinition(
    String name,
    String from,
    List<Step> steps,
    Optional<WriteDefinition> write,
    Optional<String> lateRows) {

  public TableDefinition {
    steps = List.copyOf(steps);
  }
}
