package io.tidemark.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A run on a thread of its own, stopped when closed. */
final class BackgroundRun implements AutoCloseable {

  private final PipelineRun run;
  private final CompletableFuture<RunSummary> summary = new CompletableFuture<>();

  private BackgroundRun(PipelineRun run) {
    this.run = run;
  }

  static BackgroundRun of(PipelineRun run) {
    BackgroundRun background = new BackgroundRun(run);
    new Thread(background::execute, "run").start();
    return background;
  }

  /** Asks it to stop and answers what it did; throws why it failed. */
  RunSummary stop() {
    run.stop();
    return await();
  }

  /** Waits for its end. */
  RunSummary await() {
    try {
      return summary.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isRunning() {
    return !summary.isDone();
  }

  @Override
  public void close() {
    run.stop();
    summary.handle((done, failure) -> done).join();
  }

  private void execute() {
    try {
      summary.complete(run.execute());
    } catch (RuntimeException e) {
      summary.completeExceptionally(e);
    }
  }
}
