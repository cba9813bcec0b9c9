package io.tidemark.run;

import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a run can be asked while it goes on, from any thread. Asking does not disturb the run. */
public final class RunInsight {

  private final PipelinePlan plan;
  private final RunStart.Prepared ready;
  private final KafkaWatch kafka;

  RunInsight(PipelinePlan plan, RunStart.Prepared ready, KafkaWatch kafka) {
    this.plan = plan;
    this.ready = ready;
    this.kafka = kafka;
  }

  /** The pipeline's name. */
  public String pipeline() {
    return plan.name();
  }

  /** What makes the run end, or a batch begin. */
  public Trigger trigger() {
    return plan.trigger();
  }

  /** Since when Kafka has not answered; empty: it does. */
  public Optional<Instant> kafkaSilentSince() {
    return kafka.silentSince();
  }

  /** The topology of this process. */
  public TopologyInsight topology() {
    return ready.parts().topology();
  }

  /** Every source of the plan, in its order. */
  public List<SourceInsight> sources() {
    return plan.sources().stream()
        .map(source -> new SourceInsight(source, plan, ready, kafka::ends))
        .toList();
  }

  /** Every target of the plan, in its order. */
  public List<TargetInsight> targets() {
    return plan.sinks().stream().map(sink -> new TargetInsight(sink, plan, ready)).toList();
  }
}
