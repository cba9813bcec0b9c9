package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A table, ready to run.
 *
 * @param input schema of what it is made of
 * @param schema of its rows
 * @param sources that its rows come from, over any number of tables, in the file's order
 * @param partitions of the topics that its rows go to
 * @param rowsTopic where its rows go, if it is written
 * @param groupsTopic where rows are grouped, if it aggregates
 * @param lateTopic where its late rows go, if it aggregates in windows that close
 * @param mergeKeys by which its rows replace those of before: if they are results that are sent
 *     whenever they have changed
 */
public record TablePlan(
    String name,
    String from,
    StructType input,
    List<PlannedStep> steps,
    StructType schema,
    List<String> sources,
    int partitions,
    Optional<String> rowsTopic,
    Optional<String> groupsTopic,
    Optional<String> lateTopic,
    Optional<List<MergeKey>> mergeKeys) {

  public TablePlan {
    steps = List.copyOf(steps);
    sources = List.copyOf(sources);
  }

  /** The aggregation, if the table has one. */
  public Optional<AggregationPlan> aggregation() {
    return steps.stream()
        .map(PlannedStep::plan)
        .filter(StepPlan.Aggregate.class::isInstance)
        .map(p -> ((StepPlan.Aggregate) p).aggregation())
        .findFirst();
  }

  /** What happens to a row where it is read: all steps, or those up to the aggregation. */
  public List<StepPlan> stepsBeforeGroups() {
    return plans(0, aggregationStep().orElse(steps.size()));
  }

  /** What happens to a result of the aggregation; nothing when there is none. */
  public List<StepPlan> stepsAfterGroups() {
    return plans(aggregationStep().orElse(steps.size() - 1) + 1, steps.size());
  }

  private List<StepPlan> plans(int from, int to) {
    return steps.subList(from, to).stream().map(PlannedStep::plan).toList();
  }

  private OptionalInt aggregationStep() {
    return IntStream.range(0, steps.size())
        .filter(i -> steps.get(i).plan() instanceof StepPlan.Aggregate)
        .findFirst();
  }
}
