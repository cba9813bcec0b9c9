package io.tidemark.target;

import io.tidemark.topology.definition.Trigger;
import java.time.Duration;
import java.time.Instant;

/**
 * Applies the trigger: is it time for the batch? A batch that takes longer than the interval makes
 * the intervals that it lasts pass by; they are not made up for.
 */
final class BatchClock {

  /** While there is more to read, rows don't wait longer than this. */
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private final Trigger trigger;
  private final Instant start;

  BatchClock(Trigger trigger, Instant start) {
    this.trigger = trigger;
    this.start = start;
  }

  /**
   * Whether the batch is to be written.
   *
   * @param isCaughtUp all that there is has been read
   */
  boolean isDue(PendingBatch batch, boolean isCaughtUp, Instant now) {
    if (batch.rows() == 0) {
      return false;
    } else if (trigger instanceof Trigger.Default) {
      return isCaughtUp || batch.isFull() || !now.isBefore(batch.begun().plus(MAX_AGE));
    } else if (trigger instanceof Trigger.ProcessingTime policy) {
      return batch.isFull() || !now.isBefore(tickAfter(policy.interval(), batch.begun()));
    }
    return trigger instanceof Trigger.AvailableNow && batch.isFull();
  }

  /** Ticks are counted from the start. */
  private Instant tickAfter(Duration interval, Instant begun) {
    long passed = Duration.between(start, begun).dividedBy(interval);
    return start.plus(interval.multipliedBy(passed + 1));
  }
}
