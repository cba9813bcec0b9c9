package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.DeltaInput;
import io.tidemark.topology.definition.PipelineDefinition;
import io.tidemark.topology.definition.SourceDefinition;
import java.util.Optional;

/** Gives sources that read a Delta table what their file may leave out: columns and a topic. */
final class TableSources {

  private final PipelineDefinition definition;
  private final TableSchemas tables;
  private final Faults faults;

  TableSources(PipelineDefinition definition, TableSchemas tables, Faults faults) {
    this.definition = definition;
    this.tables = tables;
    this.faults = faults;
  }

  /** The definition, without the sources whose columns can't be found. */
  PipelineDefinition complete() {
    return new PipelineDefinition(
        definition.file(),
        definition.name(),
        definition.trigger(),
        definition.sources().stream().map(this::complete).flatMap(Optional::stream).toList(),
        definition.tables());
  }

  private Optional<SourceDefinition> complete(SourceDefinition source) {
    if (source.delta().isEmpty()) {
      return Optional.of(source);
    }
    String topic =
        source.topic().isEmpty()
            ? TopicNames.table(definition.name(), source.name())
            : source.topic();
    Optional<StructType> schema =
        source.schema().size() > 0
            ? Optional.of(source.schema())
            : find(source.delta().get(), "sources." + source.name() + ".delta");
    return schema.map(columns -> source.with(columns, topic));
  }

  private Optional<StructType> find(DeltaInput table, String place) {
    try {
      Optional<StructType> found = tables.find(table.path());
      if (found.isEmpty()) {
        faults.add(
            place,
            "there is no Delta table at '%s'".formatted(table.path()),
            "mend the path or create the table; or add schema: to the source, which then waits for"
                + " the table");
      }
      return found;
    } catch (UserException e) {
      for (Problem problem : e.problems()) {
        faults.add(place, problem.where() + ": " + problem.what(), problem.remedy());
      }
      return Optional.empty();
    }
  }
}
