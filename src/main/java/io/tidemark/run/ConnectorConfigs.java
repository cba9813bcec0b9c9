package io.tidemark.run;

import io.tidemark.checkpoint.PipelineMetadata;
import io.tidemark.checkpoint.PipelineMetadata.Epochs;
import io.tidemark.checkpoint.PipelineNames;
import io.tidemark.delta.sink.DeltaSinkConnector;
import io.tidemark.delta.source.DeltaSourceConnector;
import io.tidemark.files.JsonFileSourceConnector;
import io.tidemark.topology.definition.DeltaInput;
import io.tidemark.topology.definition.FilesDefinition;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The connectors of a pipeline, the same for our own host as for a Connect cluster. */
public final class ConnectorConfigs {

  /** With {@code available_now}, the most that a table waits for what has been read. */
  private static final Duration BOUNDED_BATCH = Duration.ofSeconds(10);

  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  private final PipelinePlan plan;
  private final PipelineNames names;
  private final Trigger trigger;
  private final Epochs epochs;
  private final Map<String, List<String>> earlier;

  /**
   * For a pipeline of which nothing is kept yet.
   *
   * @param trigger of the run: the plan's, or what replaces it
   */
  public ConnectorConfigs(PipelinePlan plan, Trigger trigger) {
    this(plan, trigger, Optional.empty());
  }

  /**
   * @param kept of the pipeline
   */
  ConnectorConfigs(PipelinePlan plan, Trigger trigger, Optional<PipelineMetadata> kept) {
    this.plan = plan;
    this.names = new PipelineNames(plan);
    this.trigger = trigger;
    this.epochs = kept.map(PipelineMetadata::epochs).orElse(Epochs.FIRST);
    this.earlier = kept.map(PipelineMetadata::earlier).orElse(Map.of());
  }

  /** The topic of a pipeline's source offsets. */
  public static String offsetsTopic(PipelinePlan plan) {
    return new PipelineNames(plan).offsetsTopic();
  }

  /** The topic in which it is kept how far targets have got that keep no log of their own. */
  public static String ledgerTopic(PipelinePlan plan) {
    return new PipelineNames(plan).ledgerTopic();
  }

  static String nameOf(PipelinePlan plan, SourcePlan source) {
    return new PipelineNames(plan).connector(source);
  }

  static String nameOf(PipelinePlan plan, SinkPlan sink) {
    return new PipelineNames(plan).connector(sink);
  }

  /** The connector that reads a source's files; its name is the source's transactional id too. */
  public ConnectorConfig source(SourcePlan source, FilesDefinition files) {
    String name = nameOf(plan, source);
    Map<String, String> config = common(name);
    config.put("connector.class", JsonFileSourceConnector.class.getName());
    config.put("offsets.storage.topic", offsetsTopic(plan));
    config.put("source.name", source.name());
    config.put(
        "path",
        files.paths().stream().map(ConnectorConfigs::entry).collect(Collectors.joining(",")));
    config.put("topic", source.topic());
    config.put("multiline", Boolean.toString(files.multiline()));
    config.put("recursive", Boolean.toString(files.recursive()));
    config.put("clean.source", lowerCase(files.cleanSource()));
    files.archiveDir().ifPresent(folder -> config.put("archive.dir", folder));
    config.put("settle.ms", Long.toString(files.settle().toMillis()));
    putLimits(config, files.batch());
    source.key().ifPresent(field -> config.put("key.field", field));
    config.put("bad.records", lowerCase(source.badRecords()));
    config.put("dead.letter.topic", source.deadLetterTopic());
    config.put("bounded", Boolean.toString(trigger.isBounded()));
    return new ConnectorConfig(name, config);
  }

  /** The connector that reads a Delta table; its name is the source's transactional id too. */
  public ConnectorConfig source(SourcePlan source, DeltaInput table) {
    String name = nameOf(plan, source);
    Map<String, String> config = common(name);
    config.put("connector.class", DeltaSourceConnector.class.getName());
    config.put("offsets.storage.topic", offsetsTopic(plan));
    config.put("source.name", source.name());
    config.put("path", table.path());
    config.put("topic", source.topic());
    config.put("table.schema", source.schema().columnsDdl());
    config.put("starting.version", table.startingVersion());
    config.put("ignore.deletes", Boolean.toString(table.ignoreDeletes()));
    config.put("ignore.changes", Boolean.toString(table.ignoreChanges()));
    putLimits(config, table.batch());
    config.put("bounded", Boolean.toString(trigger.isBounded()));
    return new ConnectorConfig(name, config);
  }

  private static void putLimits(Map<String, String> config, FilesDefinition.BatchLimits batch) {
    batch.maxFiles().ifPresent(n -> config.put("max.files.per.trigger", Integer.toString(n)));
    batch.maxBytes().ifPresent(n -> config.put("max.bytes.per.trigger", Long.toString(n)));
  }

  /**
   * The connector that writes a Delta table. Its name may change with the order of a table's
   * targets; the id under which a Delta table's log keeps its progress does not.
   */
  public ConnectorConfig sink(SinkPlan sink, WriteDefinition.Delta delta) {
    String name = nameOf(plan, sink);
    Map<String, String> config = common(name);
    config.put("connector.class", DeltaSinkConnector.class.getName());
    config.put("topics", sink.topic());
    config.put("consumer.override.isolation.level", "read_committed");
    config.put("consumer.override.auto.offset.reset", "earliest");
    // otherwise the partitions of a worker that has died belong to it for 45 seconds
    config.put("consumer.override.session.timeout.ms", "10000");
    config.put("table.path", delta.path());
    config.put("table.name", sink.id());
    config.put("app.id", epochs.appId(names.appId(sink), sink.topic()));
    config.put("table.schema", sink.schema().columnsDdl());
    if (earlier.containsKey(sink.topic())) {
      config.put("table.schema.earlier", String.join("\n", earlier.get(sink.topic())));
    }
    config.put("table.create", isOfTable(sink) ? "at_start" : "on_first_row");
    config.put("partition.columns", String.join(",", delta.partitionBy()));
    config.put("output.mode", lowerCase(sink.outputMode()));
    if (delta.smallFiles().optimizeWrite()) {
      config.put("optimize.write", "true");
    }
    if (delta.smallFiles().autoCompact()) {
      config.put("auto.compact", "true");
    }
    if (!sink.mergeKeys().isEmpty()) {
      config.put("merge.keys", String.join(",", sink.mergeKeys()));
    }
    config.putAll(commits(sink.pace().triggerIn(trigger)));
    sink.pace()
        .maxRows()
        .ifPresent(rows -> config.put("max.rows.per.trigger", Long.toString(rows)));
    return new ConnectorConfig(name, config);
  }

  private static Map<String, String> commits(Trigger trigger) {
    if (trigger instanceof Trigger.Once) {
      return Map.of("trigger", "once");
    } else if (trigger instanceof Trigger.ProcessingTime policy) {
      return every(policy.interval());
    } else if (trigger instanceof Trigger.AvailableNow) {
      return every(BOUNDED_BATCH);
    }
    return Map.of("trigger", "default");
  }

  private static Map<String, String> every(Duration interval) {
    return Map.of(
        "trigger", "processing_time", "trigger.interval.ms", Long.toString(interval.toMillis()));
  }

  private static Map<String, String> common(String name) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("name", name);
    config.put("tasks.max", "1");
    config.put("key.converter", BYTES);
    config.put("value.converter", BYTES);
    return config;
  }

  private static boolean isOfTable(SinkPlan sink) {
    return sink.kind() == SinkPlan.Kind.TABLE;
  }

  /** A comma in a path is not the list's. */
  private static String entry(String path) {
    return path.contains("{") ? path : path.replace(",", "\\,");
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
