package io.tidemark.host;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Runs one sink on a thread of its own, on which everything of the sink is called. The task decides
 * what is committed when; what the consumer group has committed is a hint for those who look on.
 */
public final class SinkHost implements AutoCloseable {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(6);

  /** Makes what a sink is, on the sink's thread; needs no Kafka yet. */
  public interface Starter {
    SinkBody start();
  }

  private final Starter starter;
  private final AtomicReference<SinkGoal> goal = new AtomicReference<>(new SinkGoal.Follow());
  private final CompletableFuture<Void> prepared = new CompletableFuture<>();
  private final CountDownLatch mayRead = new CountDownLatch(1);
  private final TaskThread thread;

  /** Hosts a Connect sink task. */
  public SinkHost(SinkSpec spec, HostServices host) {
    this(spec.name(), () -> HostedSink.start(spec, host));
  }

  /**
   * Hosts a sink of another kind.
   *
   * @param name of the sink, in messages and of its thread
   */
  public SinkHost(String name, Starter starter) {
    this.starter = starter;
    this.thread = new TaskThread("sink", name, this::run);
  }

  /** Starts the task, which needs no Kafka for that; it reads once {@link #read} was called. */
  public void start() {
    thread.end().whenComplete((done, failure) -> prepared(failure));
    thread.start();
  }

  /** Completes when the task has started; exceptionally, as {@link #end}, when it can't. */
  public CompletionStage<Void> prepared() {
    return prepared.minimalCompletionStage();
  }

  /** Kafka and the topic are there. */
  public void read() {
    mayRead.countDown();
  }

  /**
   * Completes when the sink is drained or was stopped; exceptionally, with a {@code UserException}
   * or a bug, when it failed.
   */
  public CompletionStage<Void> end() {
    return thread.end();
  }

  /**
   * Lets the sink read up to these offsets, commit, and end. Returns at once.
   *
   * @param ends the offset after the last record, transaction markers included, of each partition
   *     of its topic; no transaction may be open before it
   */
  public void drainTo(Map<TopicPartition, Long> ends) {
    goal.updateAndGet(g -> g instanceof SinkGoal.Stop ? g : new SinkGoal.Drain(ends));
  }

  /** Asks the sink to commit what it has and end. Returns at once. */
  public void stop() {
    goal.set(new SinkGoal.Stop());
    mayRead.countDown();
  }

  /** Stops and waits, some seconds at most; what isn't committed then is read again next time. */
  @Override
  public void close() {
    stop();
    awaitEnd(STOP_PATIENCE);
  }

  /** Waits for a sink that was asked to end; after that time it is interrupted. */
  public void awaitEnd(Duration patience) {
    thread.awaitEnd(patience);
  }

  private void run() throws Exception {
    try (SinkBody sink = starter.start()) {
      prepared(null);
      mayRead.await();
      sink.read(goal::get);
    }
  }

  private void prepared(@Nullable Throwable failure) {
    if (failure == null) {
      prepared.complete(null);
    } else {
      prepared.completeExceptionally(failure);
    }
  }
}
