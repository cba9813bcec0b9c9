package io.tidemark.topology.definition;

import java.time.Duration;

/** When a micro-batch (a commit to the tables) happens, and whether the run ends; Spark's words. */
public sealed interface Trigger {

  /** The next batch as soon as the last one ends, for ever. */
  record Default() implements Trigger {}

  /** All that is available in one commit per table, then the run ends. */
  record Once() implements Trigger {}

  /** All that is available at the start in bounded batches, then the run ends. */
  record AvailableNow() implements Trigger {}

  /** A batch every interval, for ever; intervals that are missed are skipped. */
  record ProcessingTime(Duration interval) implements Trigger {}

  /** Whether a run with this trigger ends by itself. */
  default boolean isBounded() {
    return this instanceof Once || this instanceof AvailableNow;
  }

  /**
   * Reads {@code default}, {@code once}, {@code available_now}, {@code processing_time: 10 seconds}
   * or {@code processing_time=10 seconds}.
   *
   * @param where what the text comes from, for the problem: {@code --trigger}
   * @throws io.tidemark.row.problem.UserException if it is none of these
   */
  static Trigger parse(String where, String text) {
    return TriggerParser.parse(where, text);
  }
}
