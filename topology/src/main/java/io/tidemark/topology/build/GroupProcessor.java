package io.tidemark.topology.build;

import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.TablePlan;
import io.tidemark.topology.window.BufferedState;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Adapts {@link GroupPartition} to Kafka Streams. */
final class GroupProcessor implements Processor<byte[], byte[], Target, byte[]> {

  private final PipelinePlan plan;
  private final TablePlan table;
  private final RuntimeServices services;

  private @Nullable GroupPartition partition;

  GroupProcessor(PipelinePlan plan, TablePlan table, RuntimeServices services) {
    this.plan = plan;
    this.table = table;
    this.services = services;
  }

  @Override
  public void init(ProcessorContext<Target, byte[]> context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(NodeNames.store(table.name()));
    BufferedState state = new BufferedState(new StoreState(store));
    BeforeCommit beforeCommit = context.getStateStore(NodeNames.beforeCommit(table.name()));
    beforeCommit.add(context, state::flush);
    partition = new GroupPartition(plan, table, services, context, state);
    partition.start();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (partition == null) {
      throw new IllegalStateException("a record before init() or after close()");
    }
    partition.process(record.value());
  }

  @Override
  public void close() {
    if (partition != null) {
      partition.close();
      partition = null;
    }
  }
}
