package io.tidemark.topology.plan;

import io.tidemark.topology.definition.PipelineDefinition;
import io.tidemark.topology.definition.Trigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A pipeline that can run: every name and type is checked. */
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
    throw new UnsupportedOperationException(file + " " + variables);
  }

  /**
   * Plans a definition.
   *
   * @throws io.tidemark.row.problem.UserException with all problems
   */
  public static PipelinePlan of(PipelineDefinition definition) {
    throw new UnsupportedOperationException(definition.name());
  }

  /** The plan as text, a line each: schema after each step, fan-out, topics, sinks. */
  public List<String> describe() {
    throw new UnsupportedOperationException(name);
  }
}
