package io.tidemark.topology.build;

import io.tidemark.topology.operator.RowFlow;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import io.tidemark.topology.window.BufferedState;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Builds the Kafka Streams topology of a plan: a sub-topology per source, which parses its records
 * once for all tables, and one per table with a {@code group_by}, which aggregates.
 */
public final class TopologyBuilder {

  /**
   * Of changelogs: Kafka compacts what is not the newest segment, so groups that have gone take
   * their place there until it is full or old. By default that is a gigabyte, or a week.
   */
  private static final Map<String, String> SMALL_SEGMENTS =
      Map.of("segment.bytes", Integer.toString(16 << 20), "segment.ms", "3600000");

  private final PipelinePlan plan;
  private final RuntimeServices services;
  private final Topology topology = new Topology();

  private TopologyBuilder(PipelinePlan plan, RuntimeServices services) {
    this.plan = plan;
    this.services = services;
  }

  /** The topology; nothing of it runs yet, and it may be described without services that work. */
  public static Topology build(PipelinePlan plan, RuntimeServices services) {
    TopologyBuilder builder = new TopologyBuilder(plan, services);
    plan.sources().forEach(builder::addSource);
    plan.tables().stream()
        .filter(t -> t.aggregation().isPresent())
        .forEach(builder::addAggregation);
    return builder.topology;
  }

  private void addSource(SourcePlan source) {
    String root = source.name();
    addRoot(root, source.topic());
    topology.addProcessor(
        NodeNames.processor(root),
        () -> new SourceProcessor(plan, source, services),
        NodeNames.source(root));
    addBeforeCommit(root);
    for (TablePlan table : RowFlow.ofSource(plan, root).tables()) {
      if (table.groupsTopic().isPresent()) {
        addSink(NodeNames.groups(root, table.name()), table.groupsTopic().get(), root);
      } else if (table.rowsTopic().isPresent()) {
        addSink(NodeNames.rows(root, table.name()), table.rowsTopic().get(), root);
      }
    }
    addSink(NodeNames.deadLetters(root), source.deadLetterTopic(), root);
  }

  private void addAggregation(TablePlan table) {
    String root = table.name();
    addRoot(root, table.groupsTopic().orElseThrow());
    topology.addProcessor(
        NodeNames.processor(root),
        () -> new GroupProcessor(plan, table, services),
        NodeNames.source(root));
    topology.addStateStore(store(table), NodeNames.processor(root));
    addBeforeCommit(root);
    for (TablePlan made : RowFlow.ofResults(plan, table).tables()) {
      made.rowsTopic().ifPresent(t -> addSink(NodeNames.rows(root, made.name()), t, root));
    }
    table.lateTopic().ifPresent(topic -> addSink(NodeNames.late(root), topic, root));
    SourcePlan source = SourcePartitions.first(plan, table);
    addSink(NodeNames.deadLetters(root), source.deadLetterTopic(), root);
  }

  private void addBeforeCommit(String root) {
    topology.addStateStore(
        BeforeCommit.builder(NodeNames.beforeCommit(root)), NodeNames.processor(root));
  }

  /** Without Streams' cache, in whose place {@link BufferedState} holds writes back. */
  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(TablePlan table) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(NodeNames.store(table.name())),
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(SMALL_SEGMENTS);
  }

  private void addRoot(String root, String topic) {
    Deserializer<byte[]> bytes = new ByteArrayDeserializer();
    topology.addSource(NodeNames.source(root), bytes, bytes, topic);
  }

  private void addSink(String name, String topic, String root) {
    topology.addSink(
        name,
        topic,
        Target.NO_KEY,
        new ByteArraySerializer(),
        Target.PARTITIONER,
        NodeNames.processor(root));
  }
}
