package io.tidemark.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.monitor.health.Observation.Failure;
import io.tidemark.monitor.health.Observation.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthRulesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final HealthRules rules = new HealthRules();

  @Test
  void aRunInWhichNothingIsWrongIsHealthy() {
    assertThat(at(0, reading(0, 0)).isHealthy()).isTrue();
  }

  @Test
  void aTableThatCommitsNothingAlthoughRowsWaitIsUnhealthyAfterItsBound() {
    at(0, reading(0, 7));
    at(1, reading(30, 7));

    assertThat(at(61, reading(30, 7)).isHealthy()).isTrue();
    Health health = at(62, reading(30, 7));

    assertThat(health.isHealthy()).isFalse();
    assertThat(health.reasons())
        .singleElement()
        .isEqualTo(
            new Reason(
                "table lines",
                "has done nothing for 61 s although it has 30 rows to do; 60 s are its bound",
                START.plusSeconds(1)));
  }

  @Test
  void aTableThatCommitsAgainIsHealthyAgain() {
    at(0, reading(30, 7));
    assertThat(at(100, reading(30, 7)).isHealthy()).isFalse();

    assertThat(at(101, reading(5, 8)).isHealthy()).isTrue();
    assertThat(at(150, reading(5, 8)).isHealthy()).isTrue();
    assertThat(at(162, reading(5, 8)).isHealthy()).isFalse();
    assertThat(at(163, reading(0, 9)).isHealthy()).isTrue();
  }

  @Test
  void aTableForWhichNothingWaitsMayDoNothingForEver() {
    at(0, reading(0, 7));

    assertThat(at(1_000_000, reading(0, 7)).isHealthy()).isTrue();
  }

  @Test
  void aRunThatCommitsAtItsEndMayTakeAsLongAsItTakes() {
    Reading unbounded = new Reading("table lines", 30, "30 rows", 0, Optional.empty());
    at(0, unbounded);

    assertThat(at(1_000_000, unbounded).isHealthy()).isTrue();
  }

  @Test
  void aPartThatFailedIsUnhealthySinceItWasSeen() {
    Failure failure = new Failure("source orders", "the folder is gone");
    Observation seen = new Observation(List.of(failure), Optional.empty(), List.of());
    rules.assess(seen, START);

    assertThat(rules.assess(seen, START.plusSeconds(5)).reasons())
        .containsExactly(new Reason("source orders", "has failed: the folder is gone", START));
  }

  @Test
  void aSilentKafkaIsUnhealthyUntilItAnswers() {
    Observation silent = new Observation(List.of(), Optional.of(START), List.of());
    Observation answering = new Observation(List.of(), Optional.empty(), List.of());

    assertThat(rules.assess(silent, START.plusSeconds(11)).reasons())
        .containsExactly(new Reason("Kafka", "no broker answers", START));
    assertThat(rules.assess(answering, START.plusSeconds(12)).isHealthy()).isTrue();
  }

  private Health at(int second, Reading reading) {
    Observation seen = new Observation(List.of(), Optional.empty(), List.of(reading));
    return rules.assess(seen, START.plusSeconds(second));
  }

  private static Reading reading(long waiting, long done) {
    return new Reading(
        "table lines", waiting, waiting + " rows", done, Optional.of(Duration.ofMinutes(1)));
  }
}
