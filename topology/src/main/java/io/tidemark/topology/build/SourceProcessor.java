package io.tidemark.topology.build;

import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Adapts {@link SourcePartition} to Kafka Streams. */
final class SourceProcessor implements Processor<byte[], byte[], Target, byte[]> {

  private final PipelinePlan plan;
  private final SourcePlan source;
  private final RuntimeServices services;

  private @Nullable ProcessorContext<Target, byte[]> context;
  private @Nullable SourcePartition partition;

  SourceProcessor(PipelinePlan plan, SourcePlan source, RuntimeServices services) {
    this.plan = plan;
    this.source = source;
    this.services = services;
  }

  @Override
  public void init(ProcessorContext<Target, byte[]> processorContext) {
    context = processorContext;
    partition = new SourcePartition(plan, source, services, processorContext);
    partition.start();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (context == null || partition == null) {
      throw new IllegalStateException("a record before init() or after close()");
    }
    partition.process(record, context.recordMetadata().orElseThrow().offset());
  }

  @Override
  public void close() {
    if (partition != null) {
      partition.close();
      partition = null;
    }
  }
}
