package io.tidemark.host;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A source that works on a thread of its own. */
public interface HostedSource {

  void start();

  /**
   * Completes when the source is through or was stopped; exceptionally, with a {@code
   * UserException} or a bug, when it failed.
   */
  CompletionStage<Void> end();

  /** Asks the source to end; what the current transaction holds is finished. Returns at once. */
  void stop();

  /** Waits for a source that was asked to end; after that time it is interrupted. */
  void awaitEnd(Duration patience);
}
