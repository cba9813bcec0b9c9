package io.tidemark.run;

import io.tidemark.host.HostServices;
import io.tidemark.topology.build.StreamsSettings;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/**
 * The end of a run with a trigger that ends: part after part, each reads all that there is and
 * commits it. See "Triggers that end" in the architecture. Owned by the run's thread.
 */
final class Drain {

  private final PipelinePlan plan;
  private final RunParts parts;
  private final HostServices host;
  private final TopicEnds topics;
  private final Map<TopicPartition, Long> sourceEnds = new HashMap<>();

  Drain(PipelinePlan plan, RunParts parts, HostServices host) {
    this.plan = plan;
    this.parts = parts;
    this.host = host;
    this.topics = new TopicEnds(host.admin());
  }

  /**
   * Fixes, before anything runs, how far this run reads what others produce; false when the run is
   * to end before.
   */
  boolean fixEnds(RunWatch watch) throws ExecutionException, InterruptedException {
    List<String> read = plan.sources().stream().map(SourcePlan::topic).toList();
    return watch.until(() -> found(sourceEnds, read));
  }

  /** Returns when all is in the tables; false when the run is to end before. */
  boolean complete(RunWatch watch) throws ExecutionException, InterruptedException {
    return watch.until(parts::sourcesHaveEnded)
        && topologyHasCommitted(watch)
        && sinksHaveCommitted(watch);
  }

  private boolean topologyHasCommitted(RunWatch watch)
      throws ExecutionException, InterruptedException {
    List<String> read = parts.sources().keySet().stream().map(SourcePlan::topic).toList();
    Map<TopicPartition, Long> between = new HashMap<>();
    return watch.until(() -> found(sourceEnds, read))
        && watch.until(() -> parts.topology().progress().hasReached(sourceEnds))
        && watch.until(() -> found(between, groupsTopics()))
        && hasCommitted(watch, between);
  }

  /** A last transaction may yet fail, and be done again: only Kafka knows that it is through. */
  private boolean hasCommitted(RunWatch watch, Map<TopicPartition, Long> between)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = new HashMap<>(sourceEnds);
    ends.putAll(between);
    CommittedReads reads =
        new CommittedReads(host, StreamsSettings.applicationId(plan.name()), ends);
    return watch.until(reads::haveReachedTheEnds);
  }

  private boolean sinksHaveCommitted(RunWatch watch)
      throws ExecutionException, InterruptedException {
    parts.topology().beginClose();
    List<String> topics = plan.sinks().stream().map(SinkPlan::topic).distinct().toList();
    Map<TopicPartition, Long> ends = new HashMap<>();
    if (!watch.until(() -> found(ends, topics))) {
      return false;
    }
    parts.drainSinks(ends);
    return watch.until(parts::sinksHaveEnded);
  }

  /** Those in between hold all that there will be, once the sources have been read. */
  private List<String> groupsTopics() {
    return plan.tables().stream().map(TablePlan::groupsTopic).flatMap(Optional::stream).toList();
  }

  private boolean found(Map<TopicPartition, Long> ends, List<String> of)
      throws ExecutionException, InterruptedException {
    ends.putAll(topics.of(of));
    return true;
  }
}
