package io.tidemark.topology.plan;

import io.tidemark.row.DeadLetter;
import io.tidemark.topology.definition.OutputMode;
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

/** Plans the Delta tables that the pipeline writes: tables, late rows, dead letters. */
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
    tables.forEach(t -> written(t).ifPresent(sinks::add));
    tables.forEach(t -> late(t).ifPresent(sinks::add));
    sourcePlans.forEach(s -> deadLetter(s, tables).ifPresent(sinks::add));
    sources.forEach(paths::checkApart);
    return sinks;
  }

  private Optional<SinkPlan> written(TablePlan table) {
    Optional<WriteDefinition> write = definition(table).write();
    if (write.isEmpty() || table.rowsTopic().isEmpty()) {
      return Optional.empty();
    }
    String path = "tables." + table.name() + ".write";
    new DeltaColumns(faults).check(table, write.get().partitionBy());
    paths.add(write.get().delta(), path + ".delta");
    return Optional.of(
        new SinkPlan(
            table.name(),
            SinkPlan.Kind.TABLE,
            table.rowsTopic().get(),
            table.schema(),
            write.get().delta(),
            write.get().partitionBy(),
            write.get().outputMode()));
  }

  private Optional<SinkPlan> late(TablePlan table) {
    TableDefinition definition = definition(table);
    String path = "tables." + table.name() + ".late_rows";
    if (table.aggregation().isEmpty()) {
      if (definition.lateRows().isPresent()) {
        faults.add(path, "the table has no window, so no row of it can be late", "remove it");
      }
      return Optional.empty();
    }
    Optional<String> delta =
        definition
            .lateRows()
            .or(() -> definition.write().map(w -> SinkPaths.withoutSlash(w.delta()) + "_late"));
    if (delta.isEmpty()) {
      faults.add(
          "tables." + table.name(),
          "it has a window and no 'write', so there is no path beside which to keep late rows",
          "add late_rows: {delta: …}");
      return Optional.empty();
    }
    paths.add(delta.get(), definition.lateRows().isPresent() ? path + ".delta" : path);
    return Optional.of(
        append(
            table.name(),
            SinkPlan.Kind.LATE,
            table.lateTopic().orElseThrow(),
            table.aggregation().get().lateSchema(),
            delta.get()));
  }

  private Optional<SinkPlan> deadLetter(SourcePlan source, List<TablePlan> tables) {
    Optional<String> given =
        sources.stream()
            .filter(s -> s.name().equals(source.name()))
            .findFirst()
            .flatMap(SourceDefinition::deadLetter);
    Optional<String> delta =
        given.or(
            () ->
                tables.stream()
                    .filter(t -> t.sources().contains(source.name()))
                    .flatMap(t -> definition(t).write().stream())
                    .findFirst()
                    .map(w -> SinkPaths.sibling(w.delta(), source.name() + "_dead_letter")));
    delta.ifPresent(
        d ->
            paths.add(
                d,
                "sources." + source.name() + ".dead_letter" + (given.isPresent() ? ".delta" : "")));
    return delta.map(
        d ->
            append(
                source.name(),
                SinkPlan.Kind.DEAD_LETTER,
                source.deadLetterTopic(),
                DeadLetter.SCHEMA,
                d));
  }

  private static SinkPlan append(
      String name,
      SinkPlan.Kind kind,
      String topic,
      io.tidemark.row.StructType schema,
      String path) {
    return new SinkPlan(name, kind, topic, schema, path, List.of(), OutputMode.APPEND);
  }

  private TableDefinition definition(TablePlan table) {
    TableDefinition definition = definitions.get(table.name());
    if (definition == null) {
      throw new IllegalStateException("table " + table.name() + " is planned and not defined");
    }
    return definition;
  }
}
