package io.tidemark.run;

import io.tidemark.topology.build.PipelineProgress;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** What a source has done in this run, and how it does; from any thread. */
public final class SourceInsight {

  private final SourcePlan source;
  private final PipelinePlan plan;
  private final RunStart.Prepared ready;
  private final Supplier<Map<TopicPartition, Long>> ends;

  SourceInsight(
      SourcePlan source,
      PipelinePlan plan,
      RunStart.Prepared ready,
      Supplier<Map<TopicPartition, Long>> ends) {
    this.source = source;
    this.plan = plan;
    this.ready = ready;
    this.ends = ends;
  }

  public String name() {
    return source.name();
  }

  public boolean readsFiles() {
    return source.files().isPresent();
  }

  /** Whether a task here publishes its records, rather than anyone. */
  public boolean isPublished() {
    return readsFiles() || source.delta().isPresent();
  }

  /**
   * A number that its connector's task measures; empty when there is no task, or no such number.
   */
  public OptionalLong measured(String metric) {
    return ready.host().metrics().value(ConnectorConfigs.nameOf(plan, source), metric);
  }

  /** Records that the topology has read. */
  public long records() {
    return progress().sources().get(source.name()).records();
  }

  /** Records that could not become rows. */
  public long bad() {
    return progress().sources().get(source.name()).bad()
        + measured("records-set-aside-total").orElse(0);
  }

  /**
   * Offsets of its topic that the topology has not reached, in the partitions that this process
   * reads; empty before it is known.
   */
  public OptionalLong lag() {
    Map<TopicPartition, Long> written = ends.get();
    Map<TopicPartition, Long> reached = progress().positions();
    long lag = 0;
    boolean isKnown = false;
    for (Map.Entry<TopicPartition, Long> position : reached.entrySet()) {
      Long end = written.get(position.getKey());
      if (end != null && position.getKey().topic().equals(source.topic())) {
        lag += Math.max(0, end - position.getValue());
        isKnown = true;
      }
    }
    return isKnown ? OptionalLong.of(lag) : OptionalLong.empty();
  }

  /** Why its task has failed. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(ready.parts().sources().get(source))
        .flatMap(host -> PartEnd.failure(host.end()));
  }

  private PipelineProgress progress() {
    return ready.parts().topology().progress();
  }
}
