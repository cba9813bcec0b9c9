package io.tidemark.topology.plan;

import io.tidemark.topology.definition.Pace;
import io.tidemark.topology.definition.PipelineDefinition;
import io.tidemark.topology.definition.PipelineFile;
import io.tidemark.topology.definition.PipelineReading;
import io.tidemark.topology.definition.Trigger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline that can run: every name and type is checked.
 *
 * @param tables each after those that it is made of
 * @param warnings what is allowed and probably not meant
 */
public record PipelinePlan(
    String name,
    Trigger trigger,
    List<SourcePlan> sources,
    List<TablePlan> tables,
    List<SinkPlan> sinks,
    List<TopicPlan> topics,
    List<String> warnings) {

  public PipelinePlan {
    sources = List.copyOf(sources);
    tables = List.copyOf(tables);
    sinks = List.copyOf(sinks);
    topics = List.copyOf(topics);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads and plans a pipeline file, with the problems of both in one go.
   *
   * @param variables what {@code ${NAME}} and {@code ${NAME:-default}} stand for: the environment
   * @throws io.tidemark.row.problem.UserException with all problems
   */
  public static PipelinePlan load(Path file, Map<String, String> variables) {
    return load(file, variables, TableSchemas.UNKNOWN);
  }

  /**
   * The same.
   *
   * @param tables where sources that read a Delta table find its columns
   */
  public static PipelinePlan load(Path file, Map<String, String> variables, TableSchemas tables) {
    return load(file, variables, tables, InstantSource.system());
  }

  /**
   * The same.
   *
   * @param clock what {@code current_timestamp()} and {@code current_date()} read
   */
  public static PipelinePlan load(
      Path file, Map<String, String> variables, TableSchemas tables, InstantSource clock) {
    return new PipelinePlanner(PipelineFile.read(file, variables), tables, clock).plan();
  }

  /**
   * Plans a definition.
   *
   * @throws io.tidemark.row.problem.UserException with all problems
   */
  public static PipelinePlan of(PipelineDefinition definition) {
    return new PipelinePlanner(
            PipelineReading.of(definition), TableSchemas.UNKNOWN, InstantSource.system())
        .plan();
  }

  /**
   * Plans steps that are not in a file over records of a schema: one source and one table, which
   * have no topics and are written nowhere; what is made of records in memory.
   *
   * @param reading from {@link io.tidemark.topology.definition.StepTexts}
   * @param path of the steps in the reading
   * @throws io.tidemark.row.problem.UserException with all problems; also for an aggregate or a
   *     union, which need more than one record
   */
  public static PipelinePlan ofSteps(PipelineReading reading, String path) {
    return new StepTextsPlanner(reading, path).plan();
  }

  /** The same with one trigger for all tables, instead of those of the file. */
  public PipelinePlan with(Trigger forAll) {
    List<SinkPlan> paced =
        sinks.stream().map(s -> s.with(new Pace(Optional.empty(), s.pace().maxRows()))).toList();
    return new PipelinePlan(name, forAll, sources, tables, paced, topics, warnings);
  }

  /** The plan as text, a line each: schema after each step, fan-out, topics, sinks. */
  public List<String> describe() {
    return new PlanText(this).lines();
  }
}
