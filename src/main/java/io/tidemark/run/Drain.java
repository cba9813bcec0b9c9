package io.tidemark.run;

import io.tidemark.host.HostServices;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.build.StreamsSettings;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/**
 * The end of a run with a trigger that ends: part after part, each reads all that there is and
 * commits it. See "Triggers that end" in the architecture.
 */
final class Drain {

  private static final int TOPOLOGY_ATTEMPTS = 3;
  private static final Duration TOPOLOGY_CLOSE = Duration.ofSeconds(30);

  private final PipelinePlan plan;
  private final RunParts parts;
  private final HostServices host;
  private final TopicEnds topics;

  /** What others produce ends where it ended at the start. */
  private final Map<TopicPartition, Long> sourceEnds = new HashMap<>();

  Drain(PipelinePlan plan, RunParts parts, HostServices host) {
    this.plan = plan;
    this.parts = parts;
    this.host = host;
    this.topics = new TopicEnds(host.admin());
  }

  /** Fixes what this run will read of topics that others produce to. */
  void fixEnds() throws ExecutionException, InterruptedException {
    sourceEnds.putAll(topics.of(topics(false)));
  }

  /** Returns when all is in the tables, or, false, when the run is to end before. */
  boolean run(RunWatch watch) throws ExecutionException, InterruptedException {
    if (!watch.await(parts::sourcesHaveEnded)) {
      return false;
    }
    sourceEnds.putAll(topics.of(topics(true)));
    if (!drainTopology(watch)) {
      return false;
    }
    parts.drainSinks(topics.of(plan.sinks().stream().map(SinkPlan::topic).toList()));
    return watch.await(parts::sinksHaveEnded);
  }

  /** What closing should have committed is asked for: a last transaction may have failed. */
  private boolean drainTopology(RunWatch watch) throws ExecutionException, InterruptedException {
    CommittedReads reads = new CommittedReads(host.clients(), host.admin());
    for (int attempt = 1; attempt <= TOPOLOGY_ATTEMPTS; attempt++) {
      if (attempt > 1) {
        parts.topology().prepare();
        parts.topology().start();
      }
      if (!watch.await(() -> parts.topology().progress().hasReached(sourceEnds))) {
        return false;
      }
      parts.topology().close(TOPOLOGY_CLOSE);
      if (reads.reach(StreamsSettings.applicationId(plan.name()), topologyEnds())) {
        return true;
      }
    }
    throw new UserException(
        new Problem(
            "pipeline " + plan.name(),
            "what its topology did last could not be committed in "
                + TOPOLOGY_ATTEMPTS
                + " attempts",
            "see the log, and run it again"));
  }

  /** The sources' ends as they were fixed, and those of the topics in between. */
  private Map<TopicPartition, Long> topologyEnds() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = new HashMap<>(sourceEnds);
    ends.putAll(
        topics.of(
            plan.tables().stream().map(TablePlan::groupsTopic).flatMap(Optional::stream).toList()));
    return ends;
  }

  private Set<String> topics(boolean ofFiles) {
    Set<String> names = new HashSet<>();
    for (SourcePlan source : plan.sources()) {
      if (source.files().isPresent() == ofFiles) {
        names.add(source.topic());
      }
    }
    return names;
  }
}
