package io.tidemark.delta.sink;

import java.time.Duration;

/** When a micro-batch becomes a commit by itself; {@code preCommit} commits it in any case. */
sealed interface Trigger {

  /**
   * As soon as the task has caught up, or, while it hasn't, when the batch is old or large enough.
   *
   * @param maxAge of a batch
   * @param minInterval between the starts of two commits while rows trickle in: what comes sooner
   *     waits for company
   */
  record Default(Duration maxAge, Duration minInterval) implements Trigger {}

  /** At each full interval; intervals that were missed are skipped, not made up for. */
  record ProcessingTime(Duration interval) implements Trigger {}

  /** Never by itself: all that is there in one commit, however much it is. */
  record Once() implements Trigger {}
}
