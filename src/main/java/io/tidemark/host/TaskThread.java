package io.tidemark.host;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.errors.InterruptException;

/** The one thread that a hosted task lives on, and how it ended. */
final class TaskThread {

  /** What runs on the thread. */
  interface Body {
    void run() throws Exception;
  }

  private static final Duration INTERRUPTED_STOP = Duration.ofSeconds(1);

  private final String connector;
  private final Thread thread;
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  TaskThread(String kind, String connector, Body body) {
    this.connector = connector;
    this.thread = new Thread(() -> run(body), kind + "-" + connector);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Completes when the thread ends; exceptionally when the task failed. */
  CompletionStage<Void> end() {
    return end.minimalCompletionStage();
  }

  boolean hasEnded() {
    return end.isDone();
  }

  /**
   * Waits for the end of a thread that was told to stop; interrupts it when it doesn't come in
   * time, or when the waiting thread is interrupted.
   */
  void awaitEnd(Duration patience) {
    try {
      thread.join(Math.max(1, patience.toMillis()));
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(INTERRUPTED_STOP.toMillis());
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run(Body body) {
    try {
      body.run();
      end.complete(null);
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
      end.complete(null); // it was told to stop
    } catch (Exception e) {
      end.completeExceptionally(TaskFailure.of(connector, e));
    } catch (Error e) {
      end.completeExceptionally(e); // whoever waits for the end must not wait for ever
    }
  }
}
