package io.tidemark.run;

import io.tidemark.host.HostedSource;
import io.tidemark.host.SinkHost;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;

/**
 * What works in a run, from source to table, and the order in which it starts and stops. Owned by
 * the run's thread.
 *
 * @param sources those that read files or a Delta table
 */
record RunParts(
    PipelinePlan plan,
    Map<SourcePlan, HostedSource> sources,
    TopologyPart topology,
    Map<SinkPlan, SinkHost> sinks) {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(7);

  /** Each may fail at any time. */
  List<CompletionStage<Void>> ends() {
    List<CompletionStage<Void>> ends = new ArrayList<>();
    sources.values().forEach(s -> ends.add(s.end()));
    ends.add(topology.failure());
    sinks.values().forEach(s -> ends.add(s.end()));
    return ends;
  }

  /**
   * Does what needs no Kafka yet: tables are opened and checked, the topology is built. Completes
   * when all that is done.
   */
  CompletableFuture<Void> prepare() {
    sinks.values().forEach(SinkHost::start);
    Executor thread = task -> new Thread(task, "prepare-topology").start();
    List<CompletableFuture<Void>> steps = new ArrayList<>();
    steps.add(CompletableFuture.runAsync(topology::prepare, thread));
    sinks.values().forEach(s -> steps.add(s.prepared().toCompletableFuture()));
    return CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new));
  }

  /**
   * Kafka and all topics are there.
   *
   * @param stateLabel of the state that the topology goes on with
   */
  void begin(String stateLabel) {
    sources.values().forEach(HostedSource::start);
    topology.start(stateLabel);
    sinks.values().forEach(SinkHost::read);
  }

  boolean sourcesHaveEnded() {
    return sources.values().stream().allMatch(s -> s.end().toCompletableFuture().isDone());
  }

  boolean sinksHaveEnded() {
    return sinks.values().stream().allMatch(s -> s.end().toCompletableFuture().isDone());
  }

  /**
   * @param ends of all topics that sinks read
   */
  void drainSinks(Map<TopicPartition, Long> ends) {
    sinks.values().forEach(s -> s.drainTo(ends));
  }

  /**
   * Stops what still works: all at once, each finishing or abandoning its transaction. What takes
   * too long is interrupted.
   */
  void stop() {
    long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    sources.values().forEach(HostedSource::stop);
    sinks.values().forEach(SinkHost::stop);
    topology.close(STOP_PATIENCE);
    for (HostedSource source : sources.values()) {
      source.awaitEnd(remaining(deadline));
    }
    for (SinkHost sink : sinks.values()) {
      sink.awaitEnd(remaining(deadline));
    }
  }

  private static Duration remaining(long deadline) {
    return Duration.ofNanos(deadline - System.nanoTime());
  }
}
