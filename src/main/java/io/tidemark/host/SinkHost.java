package io.tidemark.host;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs one sink task on a thread of its own, on which everything of the task is called. The task
 * decides what is committed when; what the consumer group has committed is a hint for those who
 * look on.
 */
public final class SinkHost implements AutoCloseable {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(6);

  private final AtomicReference<SinkGoal> goal = new AtomicReference<>(new SinkGoal.Follow());
  private final TaskThread thread;

  public SinkHost(SinkSpec spec, HostServices host) {
    this.thread = new TaskThread("sink", spec.name(), () -> SinkLoop.run(spec, host, goal::get));
  }

  public void start() {
    thread.start();
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
  }

  /** Stops and waits, some seconds at most; what isn't committed then is read again next time. */
  @Override
  public void close() throws InterruptedException {
    stop();
    thread.awaitEnd(STOP_PATIENCE);
  }
}
