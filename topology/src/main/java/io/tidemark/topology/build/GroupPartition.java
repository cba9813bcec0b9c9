package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.topology.build.PipelineProgress.AggregationProgress;
import io.tidemark.topology.operator.RowFlow;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.TablePlan;
import io.tidemark.topology.watermark.Idleness;
import io.tidemark.topology.watermark.PartitionReport;
import io.tidemark.topology.watermark.SavedWatermark;
import io.tidemark.topology.watermark.Snapshot;
import io.tidemark.topology.watermark.Watermark;
import io.tidemark.topology.window.Aggregation;
import io.tidemark.topology.window.OrderedState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a table's groups: adds rows to them, follows the watermark, and emits windows as
 * they close, or at each tick the groups that have changed. Owned by a task.
 */
final class GroupPartition {

  /** Rows emitted in one go, so that a transaction does not grow beyond its timeout. */
  private static final int EMITTED_AT_ONCE = 50_000;

  private final TablePlan table;
  private final TopicPartition partition;
  private final RuntimeServices services;
  private final SourcePartitions sources;
  private final RowBatchCodec codec;
  private final SavedWatermark saved;
  private final ProcessorContext<Target, byte[]> context;
  private final Watermark watermark;
  private final Idleness idleness;
  private final Aggregation windows;
  private final ResultOutput results;
  private final Optional<LateRows> late;
  private final Target samePartition;
  private final Ticker ticker;
  private final CommitPace pace;

  private SavedWatermark.Values lastSaved;
  private @Nullable EndQuestion question;
  private @Nullable Snapshot decidedOn;
  private @Nullable AggregationProgress uncommitted;
  private @Nullable AggregationProgress committed;
  private boolean isFinal;
  private boolean hasNews = true;

  /** Of the last run, there may be some. */
  private boolean hasChanges = true;

  GroupPartition(
      PipelinePlan plan,
      TablePlan table,
      RuntimeServices services,
      ProcessorContext<Target, byte[]> context,
      OrderedState state) {
    AggregationPlan aggregation = table.aggregation().orElseThrow();
    this.table = table;
    this.services = services;
    this.context = context;
    this.partition =
        new TopicPartition(table.groupsTopic().orElseThrow(), context.taskId().partition());
    this.sources = SourcePartitions.of(plan, table);
    this.codec = new RowBatchCodec(aggregation.groupsSchema());
    this.saved = new SavedWatermark(state);
    this.lastSaved = saved.values();
    this.watermark =
        new Watermark(
            aggregation.delay(), saved.reports(sources.partitions().size()), lastSaved.decided());
    this.idleness =
        new Idleness(
            aggregation.watermark().flatMap(AggregationPlan.WatermarkPlan::idle),
            context.currentSystemTimeMs());
    this.windows = Aggregation.open(aggregation, state, lastSaved.applied());
    Outputs outputs = Outputs.of(context, table.name(), SourcePartitions.first(plan, table));
    this.results = new ResultOutput(table, RowFlow.ofResults(plan, table), outputs, services);
    this.late = table.lateTopic().map(t -> new LateRows(aggregation, outputs.late(aggregation)));
    this.samePartition = Target.of(partition.partition());
    this.ticker =
        new Ticker(
            context, this::tick, idleness.isLimited() ? Ticker.everySecond() : Ticker.RESTING);
    this.pace = new CommitPace(context, services.positions());
    outputs.beforeCommit().add(context, this::committing);
  }

  void start() {
    ticker.start();
  }

  void close() {
    services.progress().ended(partition);
  }

  /**
   * Rows first, then what their source partition reports: no row is made late by its own report.
   */
  void process(byte[] value) {
    GroupRecord.decode(value).forEach(this::process);
  }

  private void process(GroupRecord record) {
    pace.worked();
    if (record.hasRows()) {
      add(record);
    }
    if (watermark.report(record.report())) {
      saved.save(watermark.latest(record.report().source()));
      idleness.news(context.currentSystemTimeMs());
      hasNews = true;
      advance();
      ticker.wake();
    }
  }

  private void add(GroupRecord record) {
    PartitionReport report = record.report();
    TopicPartition source = sources.partitions().get(report.source());
    for (Row row : codec.decode(record.batch())) {
      if (!windows.add(row)) {
        late.orElseThrow().add(row, windows, source, report.position() - 1);
      }
    }
    windows.flush();
    late.ifPresent(rows -> services.progress().late(table.name(), rows.send(samePartition)));
    hasChanges = true;
    ticker.wake();
  }

  /** Closes windows up to the watermark, or enough of them for now; whether it was all. */
  private boolean advance() {
    boolean reached = windows.advance(watermark.value(), EMITTED_AT_ONCE, results);
    results.flush();
    SavedWatermark.Values now = new SavedWatermark.Values(watermark.value(), windows.watermark());
    if (!now.equals(lastSaved)) {
      saved.save(now);
      lastSaved = now;
    }
    return reached;
  }

  /** Whether there is more to do soon. */
  private boolean tick() {
    tell();
    if (question != null && question.isAnswered()) {
      decide(question);
      question = null;
    }
    waitIdly();
    boolean reached = advance() && sendChanges();
    if (reached && decidedOn != null) {
      uncommitted = progress(decidedOn);
    }
    if (question == null && hasNews) {
      hasNews = false;
      question = EndQuestion.ask(watermark.snapshot(), sources, services.ends());
    }
    pace.tick();
    return question != null || !reached || isCommitAwaited();
  }

  /** All is read, and nothing has come for long: windows close all the same. */
  private void waitIdly() {
    long micros = idleness.micros(context.currentSystemTimeMs());
    if (isFinal && micros > 0) {
      watermark.idle(micros);
      pace.worked();
    }
  }

  /** Sends what has changed, or enough of it for now; whether it was all. */
  private boolean sendChanges() {
    if (!hasChanges) {
      return true;
    }
    boolean isAll = windows.emitChanges(EMITTED_AT_ONCE, results);
    results.flush();
    hasChanges = !isAll;
    return isAll;
  }

  private void decide(EndQuestion answered) {
    pace.worked();
    if (answered.hasFailed()) {
      hasNews = true; // the broker could not be asked now: again at the next tick
      return;
    }
    watermark.decide(answered.snapshot(), source -> answered.isDrained(source, sources));
    decidedOn = answered.snapshot();
    isFinal =
        IntStream.range(0, sources.partitions().size())
            .allMatch(source -> answered.isDrained(source, sources));
  }

  /** The transaction that ends now has all that was emitted so far. */
  private void committing() {
    committed = uncommitted;
  }

  /**
   * Tells what is committed: a task that works on after its transaction's end has been through it,
   * and one whose transaction failed is made anew.
   */
  private void tell() {
    if (committed != null) {
      services.progress().applied(partition, committed);
    }
  }

  /** Whether someone may wait for more; for a watermark that only time moves nobody does. */
  private boolean isCommitAwaited() {
    return uncommitted != null
        && (committed == null || !uncommitted.positions().equals(committed.positions()));
  }

  private AggregationProgress progress(Snapshot snapshot) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    snapshot
        .reports()
        .forEach(r -> positions.put(sources.partitions().get(r.source()), r.position()));
    Optional<Instant> reached =
        Optional.of(windows.watermark())
            .filter(w -> w != PartitionReport.NO_EVENT_TIME)
            .map(w -> Instant.EPOCH.plus(w, ChronoUnit.MICROS));
    return new AggregationProgress(
        table.name(), partition.partition(), reached, positions, holder(), windows.openCount());
  }

  private Optional<TopicPartition> holder() {
    OptionalInt holder = watermark.holder();
    return holder.isEmpty()
        ? Optional.empty()
        : Optional.of(sources.partitions().get(holder.getAsInt()));
  }
}
