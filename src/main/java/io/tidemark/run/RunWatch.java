package io.tidemark.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the run's thread waits with: it wakes when someone stops the run, notices when a part has
 * failed, and tells of the progress meanwhile.
 */
final class RunWatch {

  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration TELL = Duration.ofMillis(200);

  private final CountDownLatch stop;
  private final Runnable onTell;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final List<CompletionStage<Void>> parts = new ArrayList<>();
  private final List<Lookout> lookouts = new ArrayList<>();
  private long lastTold = System.nanoTime();

  /**
   * @param stop counted down when the run is to end
   * @param onTell called about five times a second, on the thread that waits
   */
  RunWatch(CountDownLatch stop, Runnable onTell) {
    this.stop = stop;
    this.onTell = onTell;
  }

  /** From now on a failure of this ends a wait. */
  void over(CompletionStage<Void> part) {
    parts.add(part);
    part.whenComplete(
        (done, cause) -> {
          if (cause != null) {
            failure.completeExceptionally(
                cause instanceof CompletionException ? cause.getCause() : cause);
          }
        });
  }

  /** From now on this is looked at while the run waits. */
  void keep(Lookout lookout) {
    lookouts.add(lookout);
  }

  /** What is waited for; may ask Kafka. */
  interface Condition {
    boolean holds() throws ExecutionException, InterruptedException;
  }

  /**
   * Waits until it holds. Kafka that doesn't answer the condition now may answer it later.
   *
   * @return false when the run is to end before
   * @throws RuntimeException the failure of a part
   */
  boolean until(Condition condition) throws ExecutionException, InterruptedException {
    Duration pause = Duration.ZERO;
    while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      throwFailure();
      if (holds(condition)) {
        parts.forEach(RunWatch::throwFailureOf); // it may hold because one has just failed
        return true;
      }
      tell();
      pause = LOOK;
    }
    return false;
  }

  private static boolean holds(Condition condition)
      throws ExecutionException, InterruptedException {
    try {
      return condition.holds();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        LOG.debug("asking again", e);
        return false;
      }
      throw e;
    } catch (RetriableException e) {
      LOG.debug("asking again", e);
      return false;
    }
  }

  /** Waits until the run is to end; {@code look} is called with each report of progress. */
  void awaitStop(Runnable look) throws ExecutionException, InterruptedException {
    do {
      throwFailure();
      look.run();
      lookAndTell();
    } while (!stop.await(TELL.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void tell() throws ExecutionException, InterruptedException {
    if (System.nanoTime() - lastTold >= TELL.toNanos()) {
      lookAndTell();
      lastTold = System.nanoTime();
    }
  }

  private void lookAndTell() throws ExecutionException, InterruptedException {
    for (Lookout lookout : lookouts) {
      holds(lookout::pass);
    }
    onTell.run();
  }

  private void throwFailure() {
    throwFailureOf(failure);
  }

  private static void throwFailureOf(CompletionStage<Void> part) {
    PartEnd.failure(part)
        .ifPresent(
            cause -> {
              throw cause instanceof RuntimeException told
                  ? told
                  : new IllegalStateException("a part of the run failed", cause);
            });
  }
}
