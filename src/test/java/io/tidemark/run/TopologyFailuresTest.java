package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopologyFailuresTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final TopologyFailures failures =
      new TopologyFailures("p", Optional.of(Path.of("data", "state")), () -> now);

  /** With many threads, of which each gives up after five minutes, many come at once. */
  @Test
  void kafkaIsWaitedForHoweverLong() {
    for (int i = 0; i < 100; i++) {
      assertThat(failures.end(failure(new TimeoutException("no progress")))).isEmpty();
    }

    assertThat(failures.end(failure(new IllegalStateException("odd")))).isEmpty();
    assertThat(failures.borne()).isEqualTo(1);
  }

  @Test
  void whatComesBackOftenEndsIt() {
    for (int i = 0; i < 5; i++) {
      assertThat(failures.end(failure(new IllegalStateException("odd")))).isEmpty();
    }
    now = now.plus(Duration.ofMinutes(9));

    assertThat(failures.end(failure(new IllegalStateException("odd"))))
        .hasValueSatisfying(
            end ->
                assertThat(end)
                    .hasMessageContaining("pipeline p: its topology failed 6 times, at last with")
                    .hasMessageContaining("odd"));
  }

  @Test
  void whatComesNowAndThenDoesNot() {
    for (int i = 0; i < 100; i++) {
      assertThat(failures.end(failure(new IllegalStateException("odd")))).isEmpty();
      now = now.plus(Duration.ofMinutes(3));
    }
  }

  private record Mendable(Throwable cause, String told) {}

  private static List<Mendable> mendable() {
    return List.of(
        new Mendable(new UserException(new Problem("here", "is what", "mend it")), "here: is what"),
        new Mendable(new FencedInstanceIdException("i"), "another process has this one's name"),
        new Mendable(new MissingSourceTopicException("t"), "'tidemark new-epoch PIPELINE'"),
        new Mendable(
            new OffsetOutOfRangeException(Map.of(new TopicPartition("orders", 3), 7L)),
            "topics [orders-3]: records that were not read yet are gone"),
        new Mendable(
            new IOException("No space left on device"),
            Path.of("data", "state") + ": no space is left on the disk"));
  }

  @ParameterizedTest
  @MethodSource("mendable")
  void whatAUserCanMendEndsItAtOnce(Mendable mendable) {
    assertThat(failures.end(failure(mendable.cause())))
        .hasValueSatisfying(end -> assertThat(end).hasMessageContaining(mendable.told()));
  }

  private static Throwable failure(Throwable cause) {
    return new StreamsException("a thread", cause);
  }
}
