package io.tidemark.target;

import io.tidemark.host.HostServices;
import io.tidemark.host.SinkBody;
import io.tidemark.host.SinkGoal;
import io.tidemark.host.TaskFailure;
import io.tidemark.row.Failpoint;
import io.tidemark.row.RowBatchReader;
import io.tidemark.row.batch.BatchContext;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.Setbacks;
import io.tidemark.row.problem.UserException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a table's rows to a {@link io.tidemark.row.batch.BatchWriter}, batch by batch. A batch is
 * planned (its id and its offsets are put into the ledger), written (the handler returns), and
 * marked as done; a plan that is not marked is written again by whoever comes next.
 *
 * <p>One member of the group holds all partitions, since ids count a table's batches. Owned by the
 * target's thread.
 */
final class BatchSink implements SinkBody, GroupReader.Owner {

  private static final Logger LOG = LoggerFactory.getLogger(BatchSink.class);

  /** How long an idle target rests; new records end a poll at once. */
  private static final Duration POLL = Duration.ofMillis(200);

  private final TargetSpec spec;
  private final HostServices host;
  private final BatchHandler handler;
  private final GroupReader reader;
  private final RowBatchReader batches;
  private final TargetMetrics metrics;
  private final Clock clock = Clock.systemUTC();
  private final BatchClock batchClock;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Setbacks fencings = new Setbacks(5, Duration.ofMinutes(5), InstantSource.system());
  private PendingBatch pending;
  private @Nullable BatchPlan begun;
  private @Nullable BatchLog log;
  private long nextId;
  private String topicId = "";

  private BatchSink(TargetSpec spec, HostServices host, BatchHandler handler) {
    this.spec = spec;
    this.host = host;
    this.handler = handler;
    this.reader =
        new GroupReader(
            host.clients().soleConsumer(spec.group(), spec.instance()),
            this,
            host.metrics().readingOf(spec.name()));
    this.batches = spec.batchReader();
    this.metrics = new TargetMetrics(host.metrics().of(spec.name()));
    this.batchClock = new BatchClock(spec.trigger(), clock.instant());
    this.pending = emptyBatch();
  }

  /** Opens the handler. */
  static BatchSink start(
      TargetSpec spec, HostServices host, BatchHandler handler, Map<String, String> config) {
    handler.open(
        new BatchContext(spec.pipeline(), spec.sink().name(), spec.sink().schema(), config));
    return new BatchSink(spec, host, handler);
  }

  @Override
  public void read(Supplier<SinkGoal> goal) throws Exception {
    reader.subscribe(spec.sink().topic());
    while (!isReached(goal.get())) {
      Map<TopicPartition, Long> leftOver = pending.add(reader.poll(POLL), clock.instant());
      reader.seek(leftOver);
      metrics.waiting(pending.rows());
      try {
        if (begun != null) {
          write(begun, null);
        } else if (batchClock.isDue(pending, reader.isCaughtUp(), clock.instant())) {
          writePending();
        }
      } catch (UserException e) {
        fenced(e);
      }
    }
    if (!(goal.get() instanceof SinkGoal.Stop) && pending.rows() > 0) {
      writePending();
    }
  }

  /**
   * Another process writes the batches now, or may: this one stands by, unless the group says no.
   */
  private void fenced(UserException e) {
    if (!TaskFailure.isOwnershipLost(e) || !fencings.bear()) {
      throw e;
    }
    LOG.warn("{}: {}", spec.name(), e.problems().get(0).what());
    reader.rejoin();
  }

  private boolean isReached(SinkGoal goal) {
    return goal instanceof SinkGoal.Drain drain
        ? begun == null && reader.hasReached(drain.of(spec.sink().topic()))
        : goal instanceof SinkGoal.Stop;
  }

  private void writePending() throws InterruptedException {
    PendingBatch ready = pending;
    Map<Integer, Long> from = new HashMap<>();
    next.forEach((partition, offset) -> from.put(partition.partition(), offset));
    Map<Integer, Long> to = new HashMap<>(from);
    ready.to().forEach((partition, end) -> to.put(partition.partition(), end));
    BatchPlan plan =
        new BatchPlan(nextId, BatchPlan.State.PLANNED, ready.rows(), topicId, from, to);
    Failpoint.reached("batch.read");
    log().record(plan);
    Failpoint.reached("batch.planned");
    begun = plan;
    write(plan, ready.isHeld() ? ready.held() : null);
    pending = emptyBatch();
  }

  /**
   * Calls the handler and marks the batch as done.
   *
   * @param held its records; null: they are read from Kafka
   */
  private void write(BatchPlan plan, @Nullable List<BatchRecord> held) throws InterruptedException {
    long start = System.nanoTime();
    try (PlannedBatch batch =
        new PlannedBatch(
            plan,
            spec,
            batches,
            () -> held == null ? new RecordRange(spec, plan, host) : held.iterator())) {
      handler.write(batch, () -> log().requireOwned(plan));
    }
    Failpoint.reached("batch.written");
    log().record(plan.done());
    Failpoint.reached("batch.done");
    begun = null;
    nextId = plan.id() + 1;
    plan.to().forEach((p, end) -> next.put(new TopicPartition(spec.sink().topic(), p), end));
    reader.hint(next);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    metrics.waiting(0);
    metrics.committed(plan.rows(), took);
    LOG.info(
        "committed table={} batch={} rows={} offsets={} duration={}ms",
        spec.sink().id(),
        plan.id(),
        plan.rows(),
        plan.to(),
        took.toMillis());
  }

  @Override
  public Map<TopicPartition, Long> takeOver(Map<TopicPartition, Long> begins) throws Exception {
    BatchLog taken = new BatchLog(spec, host);
    log = taken;
    topicId = currentTopicId();
    Optional<BatchPlan> last = taken.takeOver();
    last.ifPresent(this::requireSameTopic);
    begun = last.filter(plan -> !plan.isDone()).orElse(null);
    nextId = last.map(plan -> plan.id() + 1).orElse(0L);
    Map<Integer, Long> reached = last.map(BatchPlan::to).orElse(Map.of());
    begins.forEach(
        (partition, begin) -> {
          long offset = reached.getOrDefault(partition.partition(), begin);
          next.put(partition, spec.requireKept(partition, offset, begin));
        });
    return Map.copyOf(next);
  }

  @Override
  public void giveUp(Collection<TopicPartition> partitions) {
    if (log != null) {
      log.close();
    }
    log = null;
    begun = null;
    next.clear();
    pending = emptyBatch();
  }

  @Override
  public void close() {
    try {
      handler.close();
    } finally {
      if (log != null) {
        log.close();
      }
      reader.close();
    }
  }

  private BatchLog log() {
    if (log == null) {
      throw new IllegalStateException("a batch of partitions that are not held");
    }
    return log;
  }

  private PendingBatch emptyBatch() {
    return new PendingBatch(batches, spec.maxRows());
  }

  private String currentTopicId() throws ExecutionException, InterruptedException {
    String topic = spec.sink().topic();
    return host.admin()
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .topicId()
        .toString();
  }

  private void requireSameTopic(BatchPlan last) {
    if (!last.isOfTopic(topicId)) {
      throw new UserException(
          new Problem(
              "table " + spec.sink().id(),
              "topic %s was made anew since batch %d, so its offsets mean other rows"
                  .formatted(spec.sink().topic(), last.id()),
              "see what 'tidemark new-epoch PIPELINE' would do"));
    }
  }
}
