package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.row.json.BadRecordException;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.operator.RowFlow;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a source: parses each record once and sends what the tables make of it to their
 * topics; now and then tells how far it has got. Owned by a task.
 */
final class SourcePartition {

  private static final long NONE = -1;

  private final SourcePlan source;
  private final RuntimeServices services;
  private final TopicPartition partition;
  private final SourceReader reader;
  private final RowFlow flow;
  private final DeadLetters deadLetters;
  private final Map<String, RecordOutput> rows = new HashMap<>();
  private final Map<String, GroupOutput> groups = new HashMap<>();
  private final Target samePartition;
  private final Ticker ticker;
  private final CommitPace pace;
  private final Map<String, Long> starts = new HashMap<>();

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
    this.reader = new SourceReader(source);
    this.flow = RowFlow.ofSource(plan, source.name());
    Outputs outputs = Outputs.of(context, source.name(), source);
    this.deadLetters = outputs.deadLetters();
    starts.put(source.name(), services.starts().of(source.name(), partition));
    for (TablePlan table : flow.tables()) {
      starts.put(table.name(), services.starts().of(table.name(), partition));
      table
          .aggregation()
          .ifPresentOrElse(
              a -> groups.put(table.name(), groupOutput(plan, table, a, outputs)),
              () -> table.rowsTopic().ifPresent(t -> rows.put(table.name(), outputs.rows(table))));
    }
    this.samePartition = Target.of(partition.partition());
    this.ticker = new Ticker(context, this::tick);
    this.pace = new CommitPace(context);
  }

  private GroupOutput groupOutput(
      PipelinePlan plan, TablePlan table, AggregationPlan aggregation, Outputs outputs) {
    return new GroupOutput(
        table,
        outputs.groups(table, aggregation),
        SourcePartitions.of(plan, table).index(partition),
        flow.greatestEventTime(aggregation));
  }

  void start() {
    ticker.start();
  }

  void close() {
    services.progress().ended(partition);
  }

  void process(Record<byte[], byte[]> record, long offset) {
    DeadLetters.Origin origin = new DeadLetters.Origin(partition, offset, record);
    Delivery delivery = new Delivery(origin);
    try {
      flow.process(List.of(reader.read(record.value())), delivery);
    } catch (BadRecordException e) {
      if (delivery.gets(source.name())) {
        delivery.setAside(null, String.valueOf(e.getMessage()));
      }
    }
    services.progress().read(source.name());
    if (delivery.isBad) {
      services.progress().setAside(source.name());
    }
    lastProcessed = offset;
    pace.worked();
    ticker.wake();
  }

  /** Where the rows of one record go. */
  private final class Delivery implements RowFlow.Output {

    private final DeadLetters.Origin origin;
    private boolean isBad;

    Delivery(DeadLetters.Origin origin) {
      this.origin = origin;
    }

    @Override
    public void rows(TablePlan table, List<Row> made) {
      RecordOutput output = rows.get(table.name());
      if (output != null
          && gets(table.name())
          && sent(table, () -> output.send(made, samePartition))) {
        services.progress().rows(table.name(), made.size());
      }
    }

    @Override
    public void groups(TablePlan table, List<Row> made) {
      if (gets(table.name())) {
        sent(table, () -> groups.get(table.name()).send(made, origin.offset() + 1));
      }
    }

    /** Whether a table, or the source's own dead letters, get what becomes of this record. */
    private boolean gets(String name) {
      return origin.offset() >= starts.getOrDefault(name, 0L);
    }

    /** Whether a table's rows could be sent; if not, the record is set aside. */
    private boolean sent(TablePlan table, Runnable send) {
      try {
        send.run();
        return true;
      } catch (BadValueException e) {
        failed(table, e);
        return false;
      }
    }

    @Override
    public void failed(TablePlan table, BadValueException cause) {
      if (gets(table.name())) {
        setAside(table.name(), cause.reason());
      }
    }

    void setAside(@Nullable String table, String reason) {
      isBad = true;
      deadLetters.add(origin, table, reason);
    }
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
    for (GroupOutput output : groups.values()) {
      isNews |= output.broadcast(told);
    }
    return isNews;
  }
}
