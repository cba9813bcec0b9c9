package io.tidemark.run;

import io.tidemark.checkpoint.PipelineMetadata;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The connectors of a pipeline as a Kafka Connect cluster runs them: those of our own host, with
 * the same names, offsets and consumer groups, so that a pipeline can move from one to the other.
 *
 * @param kept of the pipeline; empty before its first run
 */
public record ConnectConnectors(PipelinePlan plan, Optional<PipelineMetadata> kept) {

  /**
   * Sinks before sources.
   *
   * @throws UserException with all that keeps them from running there
   */
  public List<ConnectorConfig> configs() {
    List<Problem> problems = problems();
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    ConnectorConfigs configs = new ConnectorConfigs(plan, plan.trigger(), kept);
    List<ConnectorConfig> connectors = new ArrayList<>();
    for (SinkPlan sink : plan.sinks()) {
      if (sink.target() instanceof WriteDefinition.Delta delta) {
        connectors.add(configs.sink(sink, delta));
      }
    }
    for (SourcePlan source : plan.sources()) {
      source.files().map(f -> configs.source(source, f)).ifPresent(c -> connectors.add(source(c)));
      source.delta().map(d -> configs.source(source, d)).ifPresent(c -> connectors.add(source(c)));
    }
    return connectors;
  }

  /** Targets that no connector writes. */
  public List<String> leftToRun() {
    return plan.sinks().stream()
        .filter(sink -> !(sink.target() instanceof WriteDefinition.Delta))
        .map(SinkPlan::id)
        .toList();
  }

  /** A worker that doesn't do it exactly once refuses it. */
  private static ConnectorConfig source(ConnectorConfig config) {
    Map<String, String> properties = new HashMap<>(config.properties());
    properties.put("exactly.once.support", "required");
    properties.put("transaction.boundary", "poll");
    return new ConnectorConfig(config.name(), properties);
  }

  private List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    if (plan.trigger().isBounded()) {
      problems.add(
          new Problem(
              "trigger",
              "connectors of a Connect cluster go on until they are deleted",
              "set trigger default or processing_time"));
    }
    for (SourcePlan source : plan.sources()) {
      Stream<String> paths =
          Stream.concat(
              source.files().stream()
                  .flatMap(f -> Stream.concat(f.paths().stream(), f.archiveDir().stream())),
              source.delta().stream().map(d -> d.path()));
      paths.forEach(path -> requireAbsolute("sources." + source.name(), path, problems));
    }
    for (SinkPlan sink : plan.sinks()) {
      if (sink.target() instanceof WriteDefinition.Delta delta) {
        requireAbsolute("table " + sink.id(), delta.path(), problems);
      }
    }
    return problems;
  }

  private static void requireAbsolute(String where, String path, List<Problem> problems) {
    if (!path.matches("[A-Za-z][A-Za-z0-9+.-]*:.*") && !Path.of(path).isAbsolute()) {
      problems.add(
          new Problem(
              where,
              "path '%s' means another folder to each Connect worker".formatted(path),
              "write it absolute, as all workers see it (--data gives ${DATA})"));
    }
  }
}
