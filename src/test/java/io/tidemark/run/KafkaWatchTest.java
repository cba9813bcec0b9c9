package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaWatchTest {

  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Told told = new Told();
  private final SettableClock clock = new SettableClock();
  private @Nullable RuntimeException failure;
  private final KafkaWatch watch = new KafkaWatch(this::answer, "kafka:9092", told, clock);

  @Test
  void knowsHowFarTheTopicsReach() {
    watch.look();

    assertThat(watch.ends()).containsExactly(Map.entry(PARTITION, 3L));
    assertThat(watch.silentSince()).isEmpty();
  }

  @Test
  void tellsOnceOfASilenceAndOnceOfItsEnd() {
    lookAt(0, null);
    lookAt(2, new TimeoutException("no answer"));
    lookAt(9, new TimeoutException("no answer"));
    assertThat(told.lines).isEmpty();

    lookAt(10, new TimeoutException("no answer"));
    lookAt(30, new TimeoutException("no answer"));

    assertThat(watch.silentSince()).contains(START);
    lookAt(34, null);
    assertThat(watch.silentSince()).isEmpty();
    assertThat(told.lines)
        .containsExactly(
            "waiting: Kafka at kafka:9092: no broker has answered since 2026-01-01T00:00:00Z (no"
                + " answer); nothing is lost, and the run goes on by itself when one answers",
            "Kafka at kafka:9092 answers again, after 34 s");
  }

  @Test
  void aRefusalIsAnAnswer() {
    lookAt(0, null);
    lookAt(60, new TopicAuthorizationException("not allowed"));

    assertThat(watch.silentSince()).isEmpty();
    assertThat(told.lines).isEmpty();
  }

  private void lookAt(int second, @Nullable RuntimeException cause) {
    clock.now = START.plusSeconds(second);
    failure = cause;
    watch.look();
  }

  private Map<TopicPartition, Long> answer() throws ExecutionException {
    if (failure != null) {
      throw new ExecutionException(failure);
    }
    return Map.of(PARTITION, 3L);
  }

  private static final class Told extends SilentListener {

    private final List<String> lines = new ArrayList<>();

    @Override
    public void waiting(Problem problem) {
      lines.add("waiting: " + problem);
    }

    @Override
    public void goesOn(String what) {
      lines.add(what);
    }
  }

  private static final class SettableClock extends Clock {

    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
