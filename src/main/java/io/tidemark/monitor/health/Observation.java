package io.tidemark.monitor.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is seen of a run at one moment.
 *
 * @param failures parts that have failed for good
 * @param kafkaSilentSince empty: Kafka answers
 */
public record Observation(
    List<Failure> failures, Optional<Instant> kafkaSilentSince, List<Reading> readings) {

  public Observation {
    failures = List.copyOf(failures);
    readings = List.copyOf(readings);
  }

  /** A part that has failed, in words. */
  public record Failure(String part, String why) {}

  /**
   * A part that reads something and is to get on with it.
   *
   * @param waiting how much there is that it has not done
   * @param what that is, in words: {@code 12 records, 3 rows}
   * @param done grows when it gets on
   * @param bound for how long it may do nothing while something waits; empty: for ever
   */
  public record Reading(
      String part, long waiting, String what, long done, Optional<Duration> bound) {}
}
