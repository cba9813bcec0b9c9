package io.tidemark.monitor;

import io.tidemark.monitor.health.Observation;
import io.tidemark.monitor.health.Observation.Failure;
import io.tidemark.monitor.health.Observation.Reading;
import io.tidemark.run.RunInsight;
import io.tidemark.run.SourceInsight;
import io.tidemark.run.TargetInsight;
import io.tidemark.topology.definition.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sees of a run what its health depends on. */
final class Observer {

  /**
   * So long a part may do nothing beside what its trigger allows: the slowest commit takes less.
   */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** Streams' word for a topology that reads; while it restores its state it doesn't. */
  private static final String READING = "RUNNING";

  private final RunInsight run;

  Observer(RunInsight run) {
    this.run = run;
  }

  Observation observe() {
    List<Failure> failures = new ArrayList<>();
    List<Reading> readings = new ArrayList<>();
    for (SourceInsight source : run.sources()) {
      String part = "source " + source.name();
      source.failure().ifPresent(cause -> failures.add(new Failure(part, why(cause))));
      readings.add(reading(source));
    }
    run.topology().whyFailed().ifPresent(why -> failures.add(new Failure("topology", why(why))));
    for (TargetInsight target : run.targets()) {
      target.failure().ifPresent(cause -> failures.add(new Failure(partOf(target), why(cause))));
      readings.add(reading(target));
    }
    return new Observation(failures, run.kafkaSilentSince(), readings);
  }

  /** The topology, as it reads this source. */
  private Reading reading(SourceInsight source) {
    long lag = source.lag().orElse(0);
    boolean reads = run.topology().state().equals(READING);
    return new Reading(
        "topology, reading source " + source.name(),
        reads ? lag : 0,
        amount(lag, "record"),
        source.records(),
        Optional.of(GRACE));
  }

  private static Reading reading(TargetInsight target) {
    long records = target.held("records-lag").orElse(0);
    long rows = target.held("rows-waiting").orElse(0);
    String what =
        records == 0
            ? amount(rows, "row")
            : amount(records, "record") + (rows == 0 ? "" : " and " + amount(rows, "row"));
    return new Reading(
        partOf(target),
        records + rows,
        what + " to commit",
        target.measured("commits-total").orElse(0),
        bound(target.trigger()));
  }

  static String partOf(TargetInsight target) {
    return "table " + target.id();
  }

  /** A run that ends by itself commits when it does. */
  private static Optional<Duration> bound(Trigger trigger) {
    if (trigger.isBounded()) {
      return Optional.empty();
    }
    return Optional.of(
        trigger instanceof Trigger.ProcessingTime every
            ? every.interval().multipliedBy(2).plus(GRACE)
            : GRACE);
  }

  private static String why(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static String amount(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
