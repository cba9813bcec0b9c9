package io.tidemark.checkpoint;

import io.tidemark.delta.table.TableDefinition;
import io.tidemark.topology.build.StreamsSettings;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TopicPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Under which names a pipeline's parts are known to Kafka and to its tables' logs. */
public record PipelineNames(PipelinePlan plan) {

  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

  /** Small segments: what is written over goes, and a start reads what is left. */
  private static final Map<String, String> LEDGER =
      Map.of("cleanup.policy", "compact", "segment.bytes", "16777216");

  /** Of the connector that reads a source: also its transactional id. */
  public String connector(SourcePlan source) {
    return plan.name() + "." + source.name();
  }

  /** Of the connector that writes a target. */
  public String connector(SinkPlan sink) {
    return plan.name() + "." + sink.id();
  }

  /** The consumer group of that connector, as Kafka Connect names it. */
  public String group(SinkPlan sink) {
    return "connect-" + connector(sink);
  }

  /** The consumer group of the topology, which is Kafka Streams' application id too. */
  public String topologyGroup() {
    return StreamsSettings.applicationId(plan.name());
  }

  /** What a Delta table's log keeps a sink's progress under, in the first epoch. */
  public String appId(SinkPlan sink) {
    return plan.name() + "." + (sink.kind() == SinkPlan.Kind.TABLE ? sink.name() : sink.id());
  }

  /** The consumer group whose one active member reads a source. */
  public String ownerGroup(SourcePlan source) {
    return connector(source) + ".owner";
  }

  /** All consumer groups that processes of the pipeline work in. */
  Set<String> groups() {
    Set<String> groups = new LinkedHashSet<>(Set.of(topologyGroup()));
    plan.sinks().forEach(s -> groups.add(group(s)));
    plan.sources().forEach(s -> groups.add(ownerGroup(s)));
    return groups;
  }

  /** Those of them whose work a Connect cluster may do: sources, and sinks of Delta tables. */
  Set<String> connectGroups() {
    Set<String> groups = new LinkedHashSet<>();
    deltaTargets().forEach(target -> groups.add(target.group()));
    plan.sources().forEach(s -> groups.add(ownerGroup(s)));
    return groups;
  }

  public String offsetsTopic() {
    return plan.name() + ".offsets";
  }

  /** Where it is kept how far targets have got that keep no log of their own. */
  public String ledgerTopic() {
    return plan.name() + ".sinks";
  }

  /** The store's changelog of a table with state. */
  String changelog(String table) {
    return StreamsSettings.changelog(plan.name(), table);
  }

  /** The store of a table with state, as its folder is named too. */
  String store(String table) {
    String changelog = changelog(table);
    return changelog.substring(
        topologyGroup().length() + 1, changelog.length() - "-changelog".length());
  }

  /** All topics that must be there before the pipeline starts. */
  public List<TopicPlan> topics() {
    List<TopicPlan> topics = new ArrayList<>(plan.topics());
    if (plan.sources().stream().anyMatch(SourcePlan::isWrittenHere)) {
      topics.add(new TopicPlan(offsetsTopic(), 1, COMPACTED));
    }
    if (plan.sinks().stream().anyMatch(s -> !(s.target() instanceof WriteDefinition.Delta))) {
      topics.add(new TopicPlan(ledgerTopic(), 1, LEDGER));
    }
    topics.add(new TopicPlan(MetadataTopic.nameOf(plan.name()), 1, MetadataTopic.CONFIG));
    return topics;
  }

  /** How many partitions a topic of the plan has. */
  int partitions(String topic) {
    return plan.topics().stream()
        .filter(t -> t.name().equals(topic))
        .mapToInt(TopicPlan::partitions)
        .findFirst()
        .orElse(0);
  }

  /** The topics that the topology reads: of the sources, and of rows on their way to groups. */
  Set<String> topologyInputs() {
    Set<String> topics = new LinkedHashSet<>();
    plan.sources().forEach(s -> topics.add(s.topic()));
    plan.tables().forEach(t -> t.groupsTopic().ifPresent(topics::add));
    return topics;
  }

  /** The consumer groups that read each of the topics between the parts. */
  public Map<String, Set<String>> readersBetween() {
    Map<String, Set<String>> readers = new LinkedHashMap<>();
    plan.tables()
        .forEach(t -> t.groupsTopic().ifPresent(g -> readers.put(g, Set.of(topologyGroup()))));
    plan.sinks()
        .forEach(s -> readers.computeIfAbsent(s.topic(), t -> new LinkedHashSet<>()).add(group(s)));
    return readers;
  }

  /** The sinks whose target is a Delta table. */
  List<DeltaTarget> deltaTargets() {
    List<DeltaTarget> targets = new ArrayList<>();
    for (SinkPlan sink : plan.sinks()) {
      if (sink.target() instanceof WriteDefinition.Delta delta) {
        targets.add(new DeltaTarget(sink, group(sink), appId(sink), delta));
      }
    }
    return targets;
  }

  /**
   * A sink that writes a Delta table.
   *
   * @param group the consumer group
   * @param firstAppId its app id in the first epoch
   */
  record DeltaTarget(SinkPlan sink, String group, String firstAppId, WriteDefinition.Delta delta) {

    String topic() {
      return sink.topic();
    }

    String path() {
      return delta.path();
    }

    TableDefinition definition() {
      return new TableDefinition(sink.schema(), delta.partitionBy());
    }
  }
}
