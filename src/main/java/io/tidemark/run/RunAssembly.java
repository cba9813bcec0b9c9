package io.tidemark.run;

import io.tidemark.checkpoint.PipelineMetadata;
import io.tidemark.delta.sink.DeltaSinkTask;
import io.tidemark.delta.source.DeltaSourceTask;
import io.tidemark.files.JsonFileSourceTask;
import io.tidemark.host.HostServices;
import io.tidemark.host.SinkHost;
import io.tidemark.host.SinkSpec;
import io.tidemark.host.SourceHost;
import io.tidemark.host.SourceSpec;
import io.tidemark.row.StructType;
import io.tidemark.target.TargetSpec;
import io.tidemark.target.Targets;
import io.tidemark.topology.build.StreamsSettings;
import io.tidemark.topology.build.TableStarts;
import io.tidemark.topology.definition.DeltaInput;
import io.tidemark.topology.definition.FilesDefinition;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceTask;

/** Makes the parts of a run; nothing works yet. */
final class RunAssembly {

  private final PipelinePlan plan;
  private final Trigger trigger;
  private final HostServices host;
  private final Targets targets;
  private final Optional<PipelineMetadata> kept;
  private final ConnectorConfigs configs;

  RunAssembly(
      PipelinePlan plan, Trigger trigger, RunServices services, Optional<PipelineMetadata> kept) {
    this.targets = services.targets();
    this.plan = plan;
    this.trigger = trigger;
    this.host = services.host();
    this.kept = kept;
    this.configs = new ConnectorConfigs(plan, trigger, kept);
  }

  /**
   * @param dataFolder where this process's identity and state lie
   */
  RunParts assemble(Path dataFolder) {
    String instance = ProcessIdentity.of(dataFolder);
    Map<SourcePlan, SourceHost> sources = new LinkedHashMap<>();
    for (SourcePlan source : plan.sources()) {
      source
          .files()
          .map(files -> spec(source, files))
          .or(() -> source.delta().map(table -> spec(source, table)))
          .ifPresent(spec -> sources.put(source, new SourceHost(spec, host)));
    }
    Map<SinkPlan, SinkHost> sinks = new LinkedHashMap<>();
    plan.sinks().forEach(sink -> sinks.put(sink, sinkHost(sink, instance)));
    return new RunParts(plan, sources, topology(dataFolder.resolve("state"), instance), sinks);
  }

  private SourceSpec spec(SourcePlan source, FilesDefinition files) {
    return spec(configs.source(source, files), JsonFileSourceTask::new, new RefusedRecord(source));
  }

  /** Its records are made no larger than a topic takes. */
  private SourceSpec spec(SourcePlan source, DeltaInput table) {
    return spec(configs.source(source, table), DeltaSourceTask::new, SourceSpec.Substitute.NONE);
  }

  private SourceSpec spec(
      ConnectorConfig config, Supplier<SourceTask> task, SourceSpec.Substitute substitute) {
    return new SourceSpec(
        config.name(),
        task,
        config.properties(),
        ConnectorConfigs.offsetsTopic(plan),
        trigger.isBounded() ? SourceSpec.End.WHEN_EXHAUSTED : SourceSpec.End.NEVER,
        substitute);
  }

  private List<StructType> earlierSchemas(SinkPlan sink) {
    return kept
        .map(PipelineMetadata::earlier)
        .map(earlier -> earlier.getOrDefault(sink.topic(), List.of()))
        .orElse(List.of())
        .stream()
        .map(StructType::fromDdl)
        .toList();
  }

  private SinkHost sinkHost(SinkPlan sink, String instance) {
    if (!(sink.target() instanceof WriteDefinition.Delta delta)) {
      return targets.host(
          new TargetSpec(
              plan.name(),
              sink,
              earlierSchemas(sink),
              new TargetSpec.Place(ConnectorConfigs.ledgerTopic(plan), instance),
              sink.pace().triggerIn(trigger)),
          host);
    }
    ConnectorConfig config = configs.sink(sink, delta);
    return new SinkHost(
        new SinkSpec(
            config.name(), DeltaSinkTask::new, config.properties(), sink.topic(), instance),
        host);
  }

  private TopologyPart topology(Path stateDir, String instance) {
    StreamsSettings settings =
        new StreamsSettings(
            plan.name(),
            host.clients().bootstrapServers(),
            instance,
            stateDir,
            threads(),
            host.clients().clientConfig());
    return new TopologyPart(
        plan,
        settings,
        host.admin(),
        kept.map(k -> new TableStarts(k.starts())).orElse(TableStarts.NONE));
  }

  /** More threads than partitions would have nothing to do. */
  private int threads() {
    int partitions = plan.sources().stream().mapToInt(SourcePlan::partitions).max().orElse(1);
    return Math.min(partitions, Runtime.getRuntime().availableProcessors());
  }
}
