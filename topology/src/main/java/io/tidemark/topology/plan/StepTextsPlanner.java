package io.tidemark.topology.plan;

import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.PipelineReading;
import io.tidemark.topology.definition.SourceDefinition;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.definition.TableDefinition;
import io.tidemark.topology.definition.Trigger;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Plans steps that are not in a file, as those of a table that is written nowhere. */
final class StepTextsPlanner {

  private final Faults faults;
  private final SourceDefinition source;
  private final TableDefinition table;
  private final String path;

  /**
   * @param path of the steps, in problems
   */
  StepTextsPlanner(PipelineReading reading, String path) {
    this.faults = new Faults(reading);
    this.source = reading.definition().sources().get(0);
    this.table = reading.definition().tables().get(0);
    this.path = path;
  }

  PipelinePlan plan() {
    Warnings warnings = new Warnings();
    TablePlanner.Relation records =
        new TablePlanner.Relation(RowShape.of(source.schema()), Set.of(source.name()));
    TablePlanner planner =
        new TablePlanner(
            new Findings(faults, warnings),
            Map.of(source.name(), records),
            Map.of(),
            InstantSource.system());
    Optional<TablePlanner.Planned> planned = planner.plan(upToWhatIsRefused(), path);
    if (planned.isEmpty() || !faults.isEmpty()) {
      throw new UserException(faults.problems(), null);
    }
    TablePlan rows = rows(planned.get());
    return new PipelinePlan(
        "",
        new Trigger.Default(),
        List.of(records(rows)),
        List.of(rows),
        List.of(),
        List.of(),
        warnings.texts());
  }

  /** The table with the steps that can be planned here; the first that can't is a problem. */
  private TableDefinition upToWhatIsRefused() {
    List<Step> steps = table.steps();
    int end =
        IntStream.range(0, steps.size())
            .filter(i -> steps.get(i) instanceof Step.GroupBy || steps.get(i) instanceof Step.Union)
            .findFirst()
            .orElse(steps.size());
    if (end < steps.size()) {
      refuse(steps.get(end), path + "[" + end + "]." + steps.get(end).key());
    }
    return new TableDefinition(
        table.name(),
        table.from(),
        steps.subList(0, end),
        table.write(),
        table.lateRows(),
        table.pace());
  }

  private void refuse(Step step, String at) {
    if (step instanceof Step.Union union) {
      faults.add(
          at,
          "there is no other source or table '" + union.with() + "' here",
          "read the files of both at once, or put the union into a pipeline file");
    } else {
      faults.add(
          at,
          "a group takes rows of many records, and here each record is taken by itself",
          "put the step into a pipeline file and run it");
    }
  }

  private SourcePlan records(TablePlan rows) {
    StructType schema = source.schema();
    List<StructField> used =
        new ColumnUse(List.of(rows)).of(source.name()).stream().mapToObj(schema::field).toList();
    return new SourcePlan(
        source.name(),
        source.topic(),
        source.partitions(),
        source.key(),
        schema,
        new StructType(used),
        source.files(),
        source.delta(),
        source.badRecords(),
        TopicNames.deadLetter(table.name(), source.name()));
  }

  /** As if written, so that all its columns are wanted. */
  private TablePlan rows(TablePlanner.Planned planned) {
    return new TablePlan(
        table.name(),
        source.name(),
        source.schema(),
        planned.steps(),
        planned.output().rows().schema(),
        List.of(source.name()),
        source.partitions(),
        Optional.of(TopicNames.rows(table.name(), table.name())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
