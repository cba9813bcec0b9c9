package io.tidemark.run;

import io.tidemark.checkpoint.PipelineMetadata;
import io.tidemark.checkpoint.PipelineNames;
import io.tidemark.delta.sink.DeltaSinkTask;
import io.tidemark.delta.source.DeltaSourceTask;
import io.tidemark.files.JsonFileSourceTask;
import io.tidemark.host.HostServices;
import io.tidemark.host.HostedSource;
import io.tidemark.host.Membership;
import io.tidemark.host.SharedSource;
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
import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import java.nio.file.Path;
import java.util.HashMap;
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
  private final Optional<Short> replication;
  private final Optional<PipelineMetadata> kept;
  private final ConnectorConfigs configs;

  RunAssembly(
      PipelinePlan plan, Trigger trigger, RunServices services, Optional<PipelineMetadata> kept) {
    this.targets = services.targets();
    this.plan = plan;
    this.trigger = trigger;
    this.host = services.host();
    this.replication = services.replication();
    this.kept = kept;
    this.configs = new ConnectorConfigs(plan, trigger, kept);
  }

  /**
   * @param folder where this process's identity and state lie
   */
  RunParts assemble(Path folder, WorkShare share) {
    String instance = ProcessIdentity.of(folder);
    Map<SourcePlan, HostedSource> sources = new LinkedHashMap<>();
    if (share.has(Role.SOURCES)) {
      for (SourcePlan source : plan.sources()) {
        spec(source).ifPresent(s -> sources.put(source, sourceHost(source, s, share, instance)));
      }
    }
    Map<SinkPlan, SinkHost> sinks = new LinkedHashMap<>();
    plan.sinks().stream()
        .filter(sink -> share.has(Role.of(sink)))
        .forEach(sink -> sinks.put(sink, sinkHost(sink, instance)));
    Optional<StreamsSettings> streams =
        share.has(Role.TOPOLOGY)
            ? Optional.of(streams(folder.resolve("state"), instance))
            : Optional.empty();
    return new RunParts(plan, sources, topology(streams), sinks);
  }

  private Optional<SourceSpec> spec(SourcePlan source) {
    return source
        .files()
        .map(files -> spec(source, files))
        .or(() -> source.delta().map(table -> spec(source, table)));
  }

  private HostedSource sourceHost(
      SourcePlan source, SourceSpec spec, WorkShare share, String instance) {
    if (!share.isShared()) {
      return new SourceHost(spec, host);
    }
    String group = new PipelineNames(plan).ownerGroup(source);
    return new SharedSource(spec, new SharedSource.Owners(group, instance), host);
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
            config.name(),
            DeltaSinkTask::new,
            config.properties(),
            sink.topic(),
            new Membership(instance, division(sink))),
        host);
  }

  /**
   * Merges rewrite files that have keys of all partitions: several at once would get in the way.
   */
  private static Membership.Division division(SinkPlan sink) {
    return sink.outputMode() == OutputMode.APPEND
        ? Membership.Division.SPREAD
        : Membership.Division.ONE_OWNER;
  }

  private StreamsSettings streams(Path stateDir, String instance) {
    Map<String, String> config = new HashMap<>(host.clients().clientConfig());
    replication.ifPresent(factor -> config.put("replication.factor", factor.toString()));
    return new StreamsSettings(
        plan.name(), host.clients().bootstrapServers(), instance, stateDir, threads(), config);
  }

  private TopologyPart topology(Optional<StreamsSettings> streams) {
    return new TopologyPart(
        plan,
        streams,
        host.admin(),
        kept.map(k -> new TableStarts(k.starts())).orElse(TableStarts.NONE));
  }

  /** More threads than partitions would have nothing to do. */
  private int threads() {
    int partitions = plan.sources().stream().mapToInt(SourcePlan::partitions).max().orElse(1);
    return Math.min(partitions, Runtime.getRuntime().availableProcessors());
  }
}
