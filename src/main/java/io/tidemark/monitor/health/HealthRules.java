package io.tidemark.monitor.health;

import io.tidemark.monitor.health.Observation.Failure;
import io.tidemark.monitor.health.Observation.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a run is healthy on what is seen of it, moment after moment: it is not when a
 * part has failed, when Kafka does not answer, or when something waits for a part that gets nothing
 * done for longer than it may. Remembers since when. Owned by one thread.
 */
public final class HealthRules {

  private final Map<Failure, Instant> failures = new HashMap<>();
  private final Map<String, Stall> stalls = new HashMap<>();

  /**
   * A part that something waits for.
   *
   * @param since then it has done nothing, or had nothing to do before
   */
  private record Stall(Instant since, long done) {}

  public Health assess(Observation seen, Instant now) {
    List<Reason> reasons = new ArrayList<>();
    for (Failure failure : seen.failures()) {
      Instant since = failures.computeIfAbsent(failure, f -> now);
      reasons.add(new Reason(failure.part(), "has failed: " + failure.why(), since));
    }
    seen.kafkaSilentSince()
        .ifPresent(since -> reasons.add(new Reason("Kafka", "no broker answers", since)));
    for (Reading reading : seen.readings()) {
      Reason reason = stalled(reading, now);
      if (reason != null) {
        reasons.add(reason);
      }
    }
    Health.Status status = reasons.isEmpty() ? Health.Status.HEALTHY : Health.Status.UNHEALTHY;
    return new Health(status, reasons);
  }

  private @Nullable Reason stalled(Reading reading, Instant now) {
    if (reading.waiting() == 0) {
      stalls.remove(reading.part());
      return null;
    }
    Stall stall =
        stalls.merge(
            reading.part(),
            new Stall(now, reading.done()),
            (before, begun) -> before.done() == begun.done() ? before : begun);
    Duration lasts = Duration.between(stall.since(), now);
    if (reading.bound().isEmpty() || lasts.compareTo(reading.bound().get()) <= 0) {
      return null;
    }
    String what =
        "has done nothing for %d s although it has %s to do; %d s are its bound"
            .formatted(lasts.toSeconds(), reading.what(), reading.bound().get().toSeconds());
    return new Reason(reading.part(), what, stall.since());
  }
}
