package io.tidemark.run;

import io.tidemark.topology.build.PipelineProgress;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.TablePlan;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What a target of a table has got in this run, and how it does; from any thread. */
public final class TargetInsight {

  private final SinkPlan sink;
  private final PipelinePlan plan;
  private final RunStart.Prepared ready;

  TargetInsight(SinkPlan sink, PipelinePlan plan, RunStart.Prepared ready) {
    this.sink = sink;
    this.plan = plan;
    this.ready = ready;
  }

  /** Unique in the pipeline. */
  public String id() {
    return sink.id();
  }

  /** Of the table; of a dead-letter table, of the source. */
  public String name() {
    return sink.name();
  }

  public SinkPlan.Kind kind() {
    return sink.kind();
  }

  /** What begins its batches. */
  public Trigger trigger() {
    return sink.pace().triggerIn(plan.trigger());
  }

  /** Whether the table groups rows, and so keeps something between batches. */
  public boolean hasState() {
    return aggregation().isPresent();
  }

  /** Whether it has windows that close, and so a watermark. */
  public boolean hasWindows() {
    return aggregation().filter(AggregationPlan::closesWindows).isPresent();
  }

  /** A number that its task measures; empty when there is no task, or no such number. */
  public OptionalLong measured(String metric) {
    return ready.host().metrics().value(ConnectorConfigs.nameOf(plan, sink), metric);
  }

  /** The same of what is this process's work just now; empty when other processes have it. */
  public OptionalLong held(String metric) {
    return partitions() > 0 ? measured(metric) : OptionalLong.empty();
  }

  /** Of the table's topic, those that this process reads. */
  public long partitions() {
    return measured("partitions-held").orElse(0);
  }

  /** Rows that came too late for the table. */
  public long late() {
    return isTable() ? progress().tables().get(sink.name()).late() : 0;
  }

  /**
   * How far its windows have got in this process; empty without windows, and before it is known.
   */
  public Optional<WindowSummary> windows() {
    return isTable()
        ? new WindowReport(plan, progress().aggregations()).of(sink.name())
        : Optional.empty();
  }

  /** The watermark that closes them. */
  public Optional<Instant> watermark() {
    return windows().flatMap(WindowSummary::watermark);
  }

  /** What its table keeps between batches, in this process. */
  public StateSize state() {
    return isTable() ? ready.parts().topology().state(sink.name()) : StateSize.NONE;
  }

  /** Offsets of its state's changelog that are still to be read; 0: the state is there. */
  public long restoring() {
    return ready.parts().topology().restores().stream()
        .filter(r -> isTable() && r.table().equals(sink.name()))
        .mapToLong(RestoreSummary::left)
        .sum();
  }

  /** Why its task has failed. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(ready.parts().sinks().get(sink))
        .flatMap(host -> PartEnd.failure(host.end()));
  }

  private Optional<AggregationPlan> aggregation() {
    return isTable()
        ? plan.tables().stream()
            .filter(t -> t.name().equals(sink.name()))
            .findFirst()
            .flatMap(TablePlan::aggregation)
        : Optional.empty();
  }

  private boolean isTable() {
    return sink.kind() == SinkPlan.Kind.TABLE;
  }

  private PipelineProgress progress() {
    return ready.parts().topology().progress();
  }
}
