package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The tasks of a pipeline with one windowed table, one per partition, without a broker: what a
 * source task sends reaches the aggregating tasks when the test delivers it.
 */
final class PartitionedPipeline {

  private final PipelinePlan plan;
  private final SourcePlan source;
  private final TablePlan table;
  private final KnownEnds ends = new KnownEnds();
  private final RuntimeServices services;
  private final List<SourceTask> sources = new ArrayList<>();
  private final List<GroupTask> groups = new ArrayList<>();
  final PipelineProgress progress;

  PartitionedPipeline(PipelinePlan plan, File folder) {
    this.plan = plan;
    this.source = plan.sources().get(0);
    this.table = plan.tables().get(0);
    this.progress = new PipelineProgress(plan);
    this.services =
        new RuntimeServices((partition, last) -> OptionalLong.of(last + 1), ends, progress);
    for (int i = 0; i < source.partitions(); i++) {
      sources.add(new SourceTask(i, folder));
      groups.add(new GroupTask(i, folder));
    }
  }

  /** Records are produced to a source partition, and not read yet. */
  void produce(int partition, String... records) {
    sources.get(partition).produce(records);
  }

  /** A source task reads so many of its records. */
  void read(int partition, int count) {
    sources.get(partition).read(count);
  }

  /** Wall-clock time passes for all tasks, and what they send is delivered. */
  void tick() {
    sources.forEach(SourceTask::tick);
    deliver();
    groups.forEach(GroupTask::tick);
    groups.forEach(GroupTask::tick);
  }

  /** As {@link #tick}, once; the transactions of the aggregating tasks stay open. */
  void tickUncommitted() {
    sources.forEach(SourceTask::tick);
    deliver();
    groups.forEach(task -> punctuate(task.context));
  }

  /** The transactions of the aggregating tasks end. */
  void commit() {
    groups.forEach(GroupTask::collect);
  }

  /** What source tasks have sent reaches the aggregating tasks, in the order sent. */
  void deliver() {
    for (SourceTask task : sources) {
      task.sent().forEach(this::deliver);
    }
  }

  private void deliver(Record<Target, byte[]> record) {
    record.key().partitions().forEach(p -> groups.get(p).process(record.value()));
  }

  /** How many records the source tasks send when time passes. */
  int sentInATick() {
    sources.forEach(SourceTask::tick);
    return sources.stream().mapToInt(task -> task.sent().size()).sum();
  }

  /** All rows of closed windows so far, by aggregating task. */
  List<Row> results() {
    return groups.stream().flatMap(g -> g.results.stream()).toList();
  }

  List<Row> late() {
    return groups.stream().flatMap(g -> g.late.stream()).toList();
  }

  private MockProcessorContext<Target, byte[]> context(int partition, File folder) {
    MockProcessorContext<Target, byte[]> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, partition), folder);
    context.setCurrentSystemTimeMs(0);
    return context;
  }

  private static BeforeCommit beforeCommit(
      MockProcessorContext<Target, byte[]> context, String root) {
    BeforeCommit store = BeforeCommit.builder(NodeNames.beforeCommit(root)).build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    return store;
  }

  private static void punctuate(MockProcessorContext<Target, byte[]> context) {
    List.copyOf(context.scheduledPunctuators()).stream()
        .filter(p -> !p.cancelled() && p.getType() == PunctuationType.WALL_CLOCK_TIME)
        .forEach(p -> p.getPunctuator().punctuate(0));
  }

  private final class SourceTask {

    private final MockProcessorContext<Target, byte[]> context;
    private final SourceProcessor processor;
    private final TopicPartition partition;
    private final List<String> written = new ArrayList<>();
    private final BeforeCommit beforeCommit;
    private int position;

    SourceTask(int index, File folder) {
      this.context = context(index, folder);
      this.partition = new TopicPartition(source.topic(), index);
      this.processor = new SourceProcessor(plan, source, services);
      beforeCommit = beforeCommit(context, source.name());
      processor.init(context);
    }

    void produce(String... records) {
      written.addAll(List.of(records));
      ends.set(partition, new SourceEnds.End(written.size(), written.size()));
    }

    void read(int count) {
      for (int i = 0; i < count; i++) {
        context.setRecordMetadata(partition.topic(), partition.partition(), position);
        byte[] value = written.get(position).getBytes(StandardCharsets.UTF_8);
        processor.process(new Record<>(null, value, 0));
        position++;
      }
    }

    void tick() {
      punctuate(context);
    }

    List<Record<Target, byte[]>> sent() {
      beforeCommit.flushCache();
      List<Record<Target, byte[]>> records = new ArrayList<>();
      context
          .forwarded(NodeNames.groups(source.name(), table.name()))
          .forEach(f -> records.add(new Record<>(f.record().key(), f.record().value(), 0)));
      context.resetForwards();
      return records;
    }
  }

  private final class GroupTask {

    private final MockProcessorContext<Target, byte[]> context;
    private final GroupProcessor processor;
    private final List<Row> results = new ArrayList<>();
    private final List<Row> late = new ArrayList<>();
    private final BeforeCommit beforeCommit;

    GroupTask(int index, File folder) {
      this.context = context(index, folder);
      KeyValueStore<Bytes, byte[]> store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(NodeNames.store(table.name())),
                  Serdes.Bytes(),
                  Serdes.ByteArray())
              .withLoggingDisabled()
              .build();
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
      beforeCommit = beforeCommit(context, table.name());
      this.processor = new GroupProcessor(plan, table, services);
      processor.init(context);
    }

    void process(byte[] value) {
      processor.process(new Record<>(null, value, 0));
      collect();
    }

    void tick() {
      punctuate(context);
      collect();
    }

    private void collect() {
      beforeCommit.flushCache();
      RowBatchCodec rows = new RowBatchCodec(table.schema());
      RowBatchCodec lateRows = new RowBatchCodec(table.aggregation().orElseThrow().lateSchema());
      context
          .forwarded(NodeNames.rows(table.name(), table.name()))
          .forEach(f -> results.addAll(rows.decode(f.record().value())));
      context
          .forwarded(NodeNames.late(table.name()))
          .forEach(f -> late.addAll(lateRows.decode(f.record().value())));
      context.resetForwards();
    }
  }
}
