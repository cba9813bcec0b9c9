package io.tidemark.host;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs one source task on a thread of its own: what each {@code poll()} returns, and the offsets
 * that it reaches, become one Kafka transaction.
 *
 * <p>All but the task's {@code stop()} is called on that thread; {@code stop()} comes from whoever
 * stops the host, as in Connect, to end a {@code poll()} that waits.
 */
public final class SourceHost implements HostedSource, AutoCloseable {

  private enum State {
    NEW,
    RUNNING,
    STOPPING
  }

  private static final int POLL_ATTEMPTS = 10;
  private static final Duration POLL_PAUSE = Duration.ofMillis(500);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);

  private final SourceSpec spec;
  private final HostServices host;
  private final SourceTask task;
  private final TaskThread thread;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

  public SourceHost(SourceSpec spec, HostServices host) {
    this.spec = spec;
    this.host = host;
    this.task = spec.task().get();
    this.thread = new TaskThread("source", spec.name(), this::run);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public CompletionStage<Void> end() {
    return thread.end();
  }

  @Override
  public void stop() {
    if (state.getAndSet(State.STOPPING) == State.RUNNING) {
      task.stop();
    }
  }

  /** Stops and waits, a few seconds at most; then the open transaction is abandoned. */
  @Override
  public void close() {
    stop();
    awaitEnd(STOP_PATIENCE);
  }

  @Override
  public void awaitEnd(Duration patience) {
    thread.awaitEnd(patience);
  }

  private void run() throws Exception {
    try (TransactionalPublisher publisher =
        new TransactionalPublisher(
            spec, host.clients().sourceProducer(spec.name(), largestMessage()))) {
      publisher.takeOwnership();
      StoredOffsets offsets = new StoredOffsets(spec.name());
      offsets.load(host, spec.offsetsTopic());
      host.metrics().ended(spec.name()); // a task of this name that was there before
      PluginMetrics metrics = host.metrics().of(spec.name());
      ReadingMetrics.gauge(
          metrics, "retries-total", "Transactions that were tried again", publisher::retries);
      task.initialize(new SourceContext(spec.config(), offsets, metrics));
      if (startTask()) {
        try {
          publishAll(publisher, offsets);
        } finally {
          stop();
        }
      }
    }
  }

  /** Of the topic that it is configured with: records of any other are few. */
  private int largestMessage() throws InterruptedException {
    String topic = spec.config().get("topic");
    return topic == null ? Integer.MAX_VALUE : host.largestMessage(topic);
  }

  /** False when it was stopped before or meanwhile; a task is stopped only if it was started. */
  private boolean startTask() {
    if (isStopping()) {
      return false;
    }
    task.start(spec.config());
    if (state.compareAndSet(State.NEW, State.RUNNING)) {
      return true;
    }
    task.stop();
    return false;
  }

  private boolean isStopping() {
    return state.get() == State.STOPPING;
  }

  private void publishAll(TransactionalPublisher publisher, StoredOffsets offsets)
      throws Exception {
    while (!isStopping()) {
      List<SourceRecord> records = poll();
      if (records != null && !records.isEmpty()) {
        SourceBatch batch = SourceBatch.of(records);
        List<@Nullable RecordMetadata> places = publisher.publish(batch);
        batch.offsets().forEach(offsets::committed);
        acknowledge(records, places);
      } else if (records == null && spec.end() == SourceSpec.End.WHEN_EXHAUSTED) {
        return;
      }
    }
  }

  private @Nullable List<SourceRecord> poll() throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return task.poll();
      } catch (RetriableException e) {
        if (attempt == POLL_ATTEMPTS || isStopping()) {
          throw e;
        }
        Thread.sleep(POLL_PAUSE.toMillis());
      }
    }
  }

  private void acknowledge(List<SourceRecord> batch, List<@Nullable RecordMetadata> places)
      throws InterruptedException {
    for (int i = 0; i < batch.size(); i++) {
      task.commitRecord(batch.get(i), places.get(i));
    }
    task.commit();
  }
}
