package io.tidemark.delta.sink;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Applies the {@link Trigger}: is it time to commit, and if not, when to ask again? Owned by the
 * task's thread.
 */
final class CommitClock {

  /** Commits take about one part in so many of the time at most. */
  private static final int BATCH_PER_COMMIT = 6;

  /** Long enough for the consumer to hand over what it has. */
  private static final Duration SOON = Duration.ofMillis(1);

  private static final Duration NEVER = Duration.ofDays(1);

  private final Trigger trigger;
  private final long targetFileBytes;
  private final Instant start;
  private @Nullable Instant lastCommit;
  private Duration lastDuration = Duration.ZERO;

  CommitClock(Trigger trigger, long targetFileBytes, Instant start) {
    this.trigger = trigger;
    this.targetFileBytes = targetFileBytes;
    this.start = start;
  }

  /** What the task's last call says about the topic: an empty one means that all has been read. */
  enum Reading {
    MORE,
    CAUGHT_UP
  }

  /** How long the batch should wait yet; zero or less is: commit now. */
  Duration untilDue(MicroBatch batch, Reading reading, Instant now) {
    if (trigger instanceof Trigger.Default policy) {
      return Duration.between(
          now, reading == Reading.CAUGHT_UP ? apart(policy) : oldOrLarge(policy, batch));
    } else if (trigger instanceof Trigger.ProcessingTime policy) {
      return Duration.between(now, tickAfter(policy, batch.begun()));
    }
    return NEVER;
  }

  /** When to be called again, though no record comes, if the batch is to wait so long. */
  Duration callAgain(Duration untilDue, Reading reading) {
    return trigger instanceof Trigger.Default && reading == Reading.MORE ? SOON : untilDue;
  }

  void committed(Instant begun, Instant done) {
    lastCommit = begun;
    lastDuration = Duration.between(begun, done);
  }

  /** Where commits have become slow (other writers, a busy machine), they are further apart. */
  private Instant apart(Trigger.Default policy) {
    if (lastCommit == null) {
      return start;
    }
    Duration worthwhile = shorter(worthwhile(), policy.maxAge());
    return lastCommit.plus(longer(worthwhile, policy.minInterval()));
  }

  private Instant oldOrLarge(Trigger.Default policy, MicroBatch batch) {
    if (batch.sizeBytes() >= targetFileBytes) {
      return batch.begun();
    }
    return batch.begun().plus(longer(policy.maxAge(), worthwhile()));
  }

  private Duration worthwhile() {
    return lastDuration.multipliedBy(BATCH_PER_COMMIT);
  }

  /** Ticks are counted from the start; those without rows pass by. */
  private Instant tickAfter(Trigger.ProcessingTime policy, Instant begun) {
    long passed = Duration.between(start, begun).dividedBy(policy.interval());
    return start.plus(policy.interval().multipliedBy(passed + 1));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
