package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.row.json.BadRecordException;
import io.tidemark.topology.operator.RowFlow;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a source: reads each record once and sends what the tables make of it to their
 * topics; now and then tells how far it has got. Owned by a task.
 */
final class SourcePartition {

  private static final long NONE = -1;

  private final SourcePlan source;
  private final RuntimeServices services;
  private final TopicPartition partition;
  private final RecordReader reader;
  private final RowFlow flow;
  private final SourceOutputs outputs;
  private final Ticker ticker;
  private final CommitPace pace;

  private long lastProcessed = NONE;
  private long told = NONE;

  SourcePartition(
      PipelinePlan plan,
      SourcePlan source,
      RuntimeServices services,
      ProcessorContext<Target, byte[]> context) {
    this.source = source;
    this.services = services;
    this.partition = new TopicPartition(source.topic(), context.taskId().partition());
    this.reader = RecordReader.of(source);
    this.flow = RowFlow.ofSource(plan, source.name());
    this.outputs =
        SourceOutputs.of(plan, Outputs.of(context, source.name(), source), flow, services);
    this.ticker = new Ticker(context, this::tick);
    this.pace = new CommitPace(context, services.positions());
  }

  void start() {
    ticker.start();
  }

  void close() {
    services.progress().ended(partition);
  }

  void process(Record<byte[], byte[]> record, long offset) {
    DeadLetters.Origin origin = new DeadLetters.Origin(partition, offset, record);
    Made made =
        source.delta().isPresent() ? batch(origin, record.value()) : single(origin, record.value());
    services.progress().read(source.name(), made.records());
    services.progress().setAside(source.name(), made.setAside());
    lastProcessed = offset;
    pace.worked();
    ticker.wake();
  }

  /** How many records a Kafka record held, and how many of them were set aside. */
  private record Made(int records, int setAside) {}

  private Made single(DeadLetters.Origin origin, byte @Nullable [] value) {
    RecordDelivery delivery = new RecordDelivery(outputs, origin);
    try {
      flow.process(reader.read(value), delivery);
    } catch (BadRecordException e) {
      delivery.unreadable(source.name(), String.valueOf(e.getMessage()));
    }
    return new Made(1, delivery.isBad() ? 1 : 0);
  }

  private Made batch(DeadLetters.Origin origin, byte @Nullable [] value) {
    List<Row> rows;
    try {
      rows = reader.read(value);
    } catch (BadRecordException e) {
      RecordDelivery whole = new RecordDelivery(outputs, origin);
      whole.unreadable(source.name(), String.valueOf(e.getMessage()));
      return new Made(1, whole.isBad() ? 1 : 0);
    }
    BatchDelivery delivery = new BatchDelivery(outputs, origin, rows, source.schema());
    delivery.deliver(flow);
    return new Made(rows.size(), delivery.setAside());
  }

  private boolean tick() {
    boolean isNews = tell();
    if (isNews) {
      pace.worked();
    }
    pace.tick();
    return isNews;
  }

  /** Tells how far this partition is processed; whether that was news, or isn't known yet. */
  private boolean tell() {
    OptionalLong position = services.positions().position(partition, lastProcessed);
    if (position.isEmpty()) {
      return true;
    }
    boolean isNews = position.getAsLong() != told;
    told = position.getAsLong();
    services.progress().position(partition, told);
    for (GroupOutput output : outputs.groups().values()) {
      isNews |= output.broadcast(told);
    }
    return isNews;
  }
}
