package io.tidemark.topology.definition;

import java.util.List;

/**
 * A pipeline file as records, in the file's order.
 *
 * @param file the file's name, as problems name it
 */
public record PipelineDefinition(
    String file,
    String name,
    Trigger trigger,
    List<SourceDefinition> sources,
    List<TableDefinition> tables) {

  public PipelineDefinition {
    sources = List.copyOf(sources);
    tables = List.copyOf(tables);
  }
}
