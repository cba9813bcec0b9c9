package io.tidemark.target;

import io.tidemark.host.HostServices;
import io.tidemark.host.SinkHost;
import io.tidemark.row.batch.BatchWriter;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.target.plugin.Plugins;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.SinkPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the sinks of a pipeline's targets that are no Delta table. */
public final class Targets {

  private final Map<String, BatchWriter> writers;
  private final Consumer<List<String>> console;

  private Targets(Map<String, BatchWriter> writers, Consumer<List<String>> console) {
    this.writers = writers;
    this.console = console;
  }

  /**
   * Finds the classes that targets name.
   *
   * @param console takes the lines of a batch that is shown, on any thread
   * @throws UserException with a problem for each class that isn't there, or isn't what it must be
   */
  public static Targets find(
      List<SinkPlan> sinks, Plugins plugins, Consumer<List<String>> console) {
    Map<String, BatchWriter> writers = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (SinkPlan sink : sinks) {
      if (sink.target() instanceof WriteDefinition.ForeachBatch foreach) {
        try {
          writers.put(sink.id(), plugins.writer(foreach.className(), sink.where()));
        } catch (UserException e) {
          problems.addAll(e.problems());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    return new Targets(writers, console);
  }

  /** Whether a sink is one of these. */
  public static boolean has(SinkPlan sink) {
    return !(sink.target() instanceof WriteDefinition.Delta);
  }

  /** The sink's host, on which nothing works yet. */
  public SinkHost host(TargetSpec spec, HostServices host) {
    WriteDefinition target = spec.sink().target();
    if (target instanceof WriteDefinition.Topic) {
      return new SinkHost(spec.name(), () -> new TopicRelay(spec, host));
    }
    BatchHandler handler = new BatchHandler(writer(spec.sink()), spec.sink());
    Map<String, String> config =
        target instanceof WriteDefinition.ForeachBatch foreach ? foreach.config() : Map.of();
    return new SinkHost(spec.name(), () -> BatchSink.start(spec, host, handler, config));
  }

  private BatchWriter writer(SinkPlan sink) {
    if (sink.target() instanceof WriteDefinition.Console shown) {
      return new ConsoleWriter(shown.numRows(), console);
    }
    BatchWriter writer = writers.get(sink.id());
    if (writer == null) {
      throw new IllegalStateException("no class was found for " + sink.id());
    }
    return writer;
  }
}
