package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import io.tidemark.row.problem.NearestName;
import io.tidemark.topology.definition.PipelineDefinition;
import io.tidemark.topology.definition.SourceDefinition;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.definition.TableDefinition;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans the sources, once it is known which of their columns the tables use. */
final class SourcePlanner {

  private final PipelineDefinition definition;
  private final Faults faults;

  SourcePlanner(PipelineDefinition definition, Faults faults) {
    this.definition = definition;
    this.faults = faults;
  }

  List<SourcePlan> plan(List<TablePlan> tables) {
    ColumnUse use = new ColumnUse(tables);
    Map<String, String> topics = new HashMap<>();
    for (SourceDefinition source : definition.sources()) {
      String path = "sources." + source.name();
      checkKey(source, path);
      if (!isRead(source.name())) {
        faults.add(path, "no table reads it", "add a table with from: " + source.name());
      }
      String other = topics.putIfAbsent(source.topic(), source.name());
      if (other != null) {
        faults.add(
            path + ".topic",
            "source '%s' has the same topic '%s'".formatted(other, source.topic()),
            "read both tables from one source, or name another topic");
      }
    }
    return definition.sources().stream().map(s -> plan(s, use.of(s.name()))).toList();
  }

  private void checkKey(SourceDefinition source, String path) {
    source
        .key()
        .filter(key -> source.schema().find(key).isEmpty())
        .ifPresent(
            key ->
                faults.add(
                    path + ".key",
                    "no column '%s' in [%s]"
                        .formatted(key, String.join(", ", source.schema().names())),
                    NearestName.hint(key, source.schema().names())));
  }

  private boolean isRead(String source) {
    for (TableDefinition table : definition.tables()) {
      boolean merged =
          table.steps().stream()
              .anyMatch(s -> s instanceof Step.Union union && union.with().equals(source));
      if (merged || table.from().equals(source)) {
        return true;
      }
    }
    return false;
  }

  private SourcePlan plan(SourceDefinition source, BitSet used) {
    StructType schema = source.schema();
    StructType read =
        source.delta().isPresent()
            ? schema // in a batch, a column costs next to nothing
            : new StructType(used.stream().mapToObj(schema::field).toList());
    return new SourcePlan(
        source.name(),
        source.topic(),
        source.partitions(),
        source.key(),
        schema,
        read,
        source.files(),
        source.delta(),
        source.badRecords(),
        TopicNames.deadLetter(definition.name(), source.name()));
  }
}
