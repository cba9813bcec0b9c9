package io.tidemark.topology.plan;

import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.PipelineDefinition;
import io.tidemark.topology.definition.PipelineReading;
import io.tidemark.topology.definition.SourceDefinition;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.definition.TableDefinition;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans a whole pipeline, with all its problems in one go. */
final class PipelinePlanner {

  private final PipelineReading reading;
  private final PipelineDefinition definition;
  private final Faults faults;
  private final InstantSource clock;
  private final Warnings warnings = new Warnings();

  PipelinePlanner(PipelineReading reading, TableSchemas tables, InstantSource clock) {
    this.clock = clock;
    this.reading = reading;
    this.faults = new Faults(reading);
    this.definition = new TableSources(reading.definition(), tables, faults).complete();
  }

  PipelinePlan plan() {
    checkTables();
    List<TableDefinition> inOrder = new TableOrder(definition, faults, names()).tables();
    List<TablePlan> tables = planTables(inOrder).values().stream().map(this::table).toList();
    List<SourcePlan> sources = new SourcePlanner(definition, faults).plan(tables);
    List<SinkPlan> sinks = new SinkPlanner(definition, faults).plan(tables, sources);
    List<TopicPlan> topics = new TopicPlanner(faults).plan(sources, tables, sinks);
    if (!faults.isEmpty()) {
      throw new UserException(faults.problems(), null);
    }
    return new PipelinePlan(
        definition.name(), definition.trigger(), sources, tables, sinks, topics, warnings.texts());
  }

  private Map<String, TablePlanner.Planned> planTables(List<TableDefinition> inOrder) {
    Map<String, TablePlanner.Relation> relations = new HashMap<>();
    definition
        .sources()
        .forEach(
            s ->
                relations.put(
                    s.name(),
                    new TablePlanner.Relation(RowShape.of(s.schema()), Set.of(s.name()))));
    Map<String, TablePlanner.Planned> planned = new LinkedHashMap<>();
    TablePlanner planner =
        new TablePlanner(
            new Findings(faults, warnings),
            relations,
            new OutputModes(definition, faults).byTable(),
            clock);
    for (TableDefinition table : inOrder) {
      planner
          .plan(table)
          .ifPresent(
              p -> {
                relations.put(table.name(), p.output());
                planned.put(table.name(), p);
              });
    }
    return planned;
  }

  /** A table's plan; its topics have as many partitions as the largest of its sources. */
  private TablePlan table(TablePlanner.Planned planned) {
    String name = planned.definition().name();
    String pipeline = definition.name();
    List<SourceDefinition> sources =
        definition.sources().stream()
            .filter(s -> planned.output().sources().contains(s.name()))
            .toList();
    Optional<AggregationPlan> aggregation =
        planned.steps().stream()
            .map(PlannedStep::plan)
            .filter(StepPlan.Aggregate.class::isInstance)
            .map(p -> ((StepPlan.Aggregate) p).aggregation())
            .findFirst();
    boolean isWritten = !planned.definition().write().isEmpty();
    return new TablePlan(
        name,
        planned.definition().from(),
        planned.input().rows().schema(),
        planned.steps(),
        planned.output().rows().schema(),
        sources.stream().map(SourceDefinition::name).toList(),
        sources.stream().mapToInt(SourceDefinition::partitions).max().orElseThrow(),
        Optional.of(TopicNames.rows(pipeline, name)).filter(t -> isWritten),
        aggregation.map(a -> TopicNames.groups(pipeline, name)),
        aggregation
            .filter(AggregationPlan::closesWindows)
            .map(a -> TopicNames.late(pipeline, name)),
        mergeKeys(planned, isWritten));
  }

  /** The keys by which a result that has changed replaces that of before; all must be there. */
  private Optional<List<MergeKey>> mergeKeys(TablePlanner.Planned planned, boolean isWritten) {
    Optional<Grouping> grouping = planned.output().rows().grouping().filter(Grouping::sendsChanges);
    List<String> missing = grouping.map(Grouping::missingKeys).orElse(List.of());
    if (isWritten && !missing.isEmpty()) {
      faults.add(
          "tables." + planned.definition().name() + ".write",
          "%s of the group_by %s not reach the table, whose rows are replaced by key in this output mode"
              .formatted(
                  (missing.size() == 1 ? "key column " : "key columns ")
                      + String.join(", ", missing),
                  missing.size() == 1 ? "does" : "do"),
          "keep them in the steps after the group_by (another name will do), or write in append mode");
    }
    return grouping.map(
        g ->
            g.mergeKeys().stream()
                .map(k -> new MergeKey(k.result(), k.position().getAsInt()))
                .toList());
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>(reading.names());
    definition.sources().forEach(s -> names.add(s.name()));
    definition.tables().forEach(t -> names.add(t.name()));
    return names;
  }

  private void checkTables() {
    for (TableDefinition table : definition.tables()) {
      String path = "tables." + table.name();
      if (definition.sources().stream().anyMatch(s -> s.name().equals(table.name()))) {
        faults.add(
            path,
            "a source has the same name, so that 'from: " + table.name() + "' could mean either",
            "rename one of them");
      }
      if (table.write().isEmpty() && !faults.isUnreadable(path) && !isRead(table.name())) {
        faults.add(path, "it is not written, and no table is made of it", "add write: {delta: …}");
      }
    }
  }

  private boolean isRead(String name) {
    return definition.tables().stream()
        .anyMatch(
            t ->
                t.from().equals(name)
                    || t.steps().stream()
                        .anyMatch(s -> s instanceof Step.Union u && u.with().equals(name)));
  }
}
