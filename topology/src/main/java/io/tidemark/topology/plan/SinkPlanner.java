package io.tidemark.topology.plan;

import io.tidemark.row.DeadLetter;
import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.Pace;
import io.tidemark.topology.definition.PipelineDefinition;
import io.tidemark.topology.definition.SourceDefinition;
import io.tidemark.topology.definition.TableDefinition;
import io.tidemark.topology.definition.WriteDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plans what the pipeline writes: the targets of tables, late rows, dead letters. */
final class SinkPlanner {

  private final Faults faults;
  private final List<SourceDefinition> sources;
  private final Map<String, TableDefinition> definitions;
  private final SinkPaths paths;

  SinkPlanner(PipelineDefinition definition, Faults faults) {
    this.faults = faults;
    this.sources = definition.sources();
    this.definitions =
        definition.tables().stream()
            .collect(Collectors.toMap(TableDefinition::name, Function.identity(), (a, b) -> a));
    this.paths = new SinkPaths(faults);
  }

  List<SinkPlan> plan(List<TablePlan> tables, List<SourcePlan> sourcePlans) {
    List<SinkPlan> sinks = new ArrayList<>();
    TargetPlanner targets = new TargetPlanner(faults, paths, sources);
    tables.forEach(t -> sinks.addAll(targets.plan(t, definition(t))));
    tables.forEach(t -> late(t).ifPresent(sinks::add));
    sourcePlans.forEach(s -> deadLetter(s, tables).ifPresent(sinks::add));
    sources.forEach(paths::checkApart);
    sources.forEach(paths::checkArchive);
    return sinks;
  }

  private Optional<SinkPlan> late(TablePlan table) {
    TableDefinition definition = definition(table);
    String path = "tables." + table.name() + ".late_rows";
    if (table.lateTopic().isEmpty()) {
      if (definition.lateRows().isPresent()) {
        faults.add(
            path,
            "no row of the table can be late: "
                + (table.aggregation().isEmpty()
                    ? "it has no group_by"
                    : "it has no window that closes"),
            "remove it");
      }
      return Optional.empty();
    }
    Optional<String> delta =
        definition
            .lateRows()
            .or(() -> definition.delta().map(d -> SinkPaths.withoutSlash(d.path()) + "_late"));
    if (delta.isEmpty()) {
      faults.add(
          "tables." + table.name(),
          "it has a window and is written to no Delta table, so there is no path beside which to"
              + " keep late rows",
          "add late_rows: {delta: …}");
      return Optional.empty();
    }
    paths.add(delta.get(), definition.lateRows().isPresent() ? path + ".delta" : path);
    return Optional.of(
        new SinkPlan(
            table.name() + ".late",
            table.name(),
            SinkPlan.Kind.LATE,
            table.lateTopic().get(),
            table.aggregation().orElseThrow().lateSchema(),
            WriteDefinition.Delta.appended(delta.get()),
            OutputMode.APPEND,
            List.of(),
            Pace.DEFAULT,
            faults.where(path)));
  }

  private Optional<SinkPlan> deadLetter(SourcePlan source, List<TablePlan> tables) {
    Optional<String> given =
        sources.stream()
            .filter(s -> s.name().equals(source.name()))
            .findFirst()
            .flatMap(SourceDefinition::deadLetter);
    Optional<String> delta = given.or(() -> besideFirstTable(source, tables));
    String path = "sources." + source.name() + ".dead_letter" + (given.isPresent() ? ".delta" : "");
    delta.ifPresent(d -> paths.add(d, path));
    return delta.map(
        d ->
            new SinkPlan(
                source.name() + ".dead_letter",
                source.name(),
                SinkPlan.Kind.DEAD_LETTER,
                source.deadLetterTopic(),
                DeadLetter.SCHEMA,
                WriteDefinition.Delta.appended(d),
                OutputMode.APPEND,
                List.of(),
                Pace.DEFAULT,
                faults.where(path)));
  }

  private Optional<String> besideFirstTable(SourcePlan source, List<TablePlan> tables) {
    return tables.stream()
        .filter(t -> t.sources().contains(source.name()))
        .flatMap(t -> definition(t).delta().stream())
        .findFirst()
        .map(d -> SinkPaths.sibling(d.path(), source.name() + "_dead_letter"));
  }

  private TableDefinition definition(TablePlan table) {
    TableDefinition definition = definitions.get(table.name());
    if (definition == null) {
      throw new IllegalStateException("table " + table.name() + " is planned and not defined");
    }
    return definition;
  }
}
