package io.tidemark.run;

import io.tidemark.host.HostMetrics;
import io.tidemark.topology.build.PipelineProgress;
import io.tidemark.topology.build.PipelineProgress.SourceCounts;
import io.tidemark.topology.build.PipelineProgress.TableCounts;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Puts together, from what the parts count, what a run has done so far. */
final class RunReport {

  private final PipelinePlan plan;
  private final HostMetrics metrics;
  private final PipelineProgress progress;
  private final TopologyPart topology;
  private final long began;

  /**
   * @param began when the run did, as {@link System#nanoTime}
   */
  RunReport(PipelinePlan plan, HostMetrics metrics, TopologyPart topology, long began) {
    this.plan = plan;
    this.metrics = metrics;
    this.topology = topology;
    this.progress = topology.progress();
    this.began = began;
  }

  RunSummary summary() {
    Map<String, SourceCounts> sources = progress.sources();
    Map<String, TableCounts> tables = progress.tables();
    return new RunSummary(
        plan.name(),
        plan.sources().stream().map(s -> source(s, sources.get(s.name()))).toList(),
        plan.sinks().stream().map(s -> table(s, tables.get(s.name()))).toList(),
        topology.restores(),
        Duration.ofNanos(System.nanoTime() - began));
  }

  private SourceSummary source(SourcePlan source, SourceCounts read) {
    String connector = ConnectorConfigs.nameOf(plan, source);
    return new SourceSummary(
        source.name(),
        source.files().map(f -> files(connector)),
        read.records(),
        read.bad() + count(connector, "records-set-aside-total"));
  }

  private SourceSummary.Files files(String connector) {
    return new SourceSummary.Files(
        count(connector, "files-processed-total"),
        count(connector, "files-duplicate-total"),
        count(connector, "files-waiting"),
        count(connector, "records-published-total"),
        count(connector, "bytes-published-total"));
  }

  private TableSummary table(SinkPlan sink, @Nullable TableCounts made) {
    String connector = ConnectorConfigs.nameOf(plan, sink);
    boolean isTable = sink.kind() == SinkPlan.Kind.TABLE && made != null;
    return new TableSummary(
        sink.id(),
        sink.name(),
        sink.kind(),
        sink.target(),
        count(connector, "rows-written-total"),
        count(connector, "commits-total"),
        version(connector),
        isTable ? made.late() : 0,
        isTable
            ? new WindowReport(plan, progress.lastAggregations()).of(sink.name())
            : Optional.empty());
  }

  private OptionalLong version(String connector) {
    OptionalLong version = metrics.value(connector, "table-version");
    return version.isPresent() && version.getAsLong() >= 0 ? version : OptionalLong.empty();
  }

  private long count(String connector, String metric) {
    return metrics.value(connector, metric).orElse(0);
  }
}
