package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatermarkIT {

  private static final String PER_HOUR =
      """
      name: NAME
      sources:
        events:
          topic: NAME.events
          schema: "at STRING, kind STRING"
          partitions: 4
      tables:
        per_hour:
          from: events
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 1 minute}
            - group_by:
                window: {size: 1 hour}
                keys: [kind]
                aggregate: {events: count(*)}
          write: {delta: DIR/tables/per_hour}
      """;

  private static final Instant MIDNIGHT = Instant.parse("2025-06-20T00:00:00Z");

  @TempDir Path root;

  private TestKafka kafka;
  private PipelineFolder pipeline;
  private String topic;

  @BeforeEach
  void writePipeline() {
    kafka = TestKafka.shared();
    KafkaAccess access = new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
    pipeline =
        new PipelineFolder(root, access, PER_HOUR.replace("NAME", TestKafka.unique("watermark")));
    topic = pipeline.plan().sources().get(0).topic();
    kafka.create(topic, 4);
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  @Test
  void aBacklogThatIsReadUnevenlyMakesNothingLate() {
    // Given a day in each partition, of which one is small and read long before the others
    int[] eventsPerHour = {2000, 50, 500, 1};
    for (int partition = 0; partition < eventsPerHour.length; partition++) {
      List<String> day = new ArrayList<>();
      for (int hour = 0; hour < 24; hour++) {
        for (int i = 0; i < eventsPerHour[partition]; i++) {
          day.add(event(hour, partition));
        }
      }
      kafka.produce(topic, partition, day);
    }

    // When
    RunSummary summary = pipeline.run("available_now");

    // Then
    assertThat(summary.tables().get(0).lateRows()).isZero();
    assertThat(pipeline.table("per_hour_late")).doesNotExist();
    assertThat(
            TableQuery.rows(
                pipeline.table("per_hour"),
                "SELECT kind, count(*), min(events), max(events) FROM t GROUP BY kind ORDER BY kind"))
        .containsExactly(
            "k0, 23, 2000, 2000", "k1, 23, 50, 50", "k2, 23, 500, 500", "k3, 23, 1, 1");
  }

  @Test
  void anIdlePartitionHoldsNoWindowOpen() {
    // Given
    try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", new SilentListener()))) {
      // When
      kafka.produce(topic, 1, List.of(event(0, 1), event(1, 1)));

      // Then
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(windows()).containsExactly("k1, 1"));

      // When
      kafka.produce(topic, 1, List.of(event(2, 1)));

      // Then
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(windows()).containsExactly("k1, 1", "k1, 1"));
      assertThat(run.isRunning()).isTrue();
    }
  }

  @Test
  void keepsARowThatComesTooLate() {
    // Given
    kafka.produce(topic, 0, List.of(event(5, 0), event(7, 0)));
    pipeline.run("available_now");
    kafka.produce(topic, 2, List.of(event(3, 2), event(7, 2)));

    // When
    RunSummary summary = pipeline.run("available_now");

    // Then
    assertThat(summary.tables().get(0).lateRows()).isEqualTo(1);
    assertThat(TableQuery.count(pipeline.table("per_hour_late"))).isEqualTo(1);
    assertThat(windows()).containsExactly("k0, 1");
  }

  private List<String> windows() {
    return TableQuery.rows(
        pipeline.table("per_hour"), "SELECT kind, events FROM t ORDER BY window_start, kind");
  }

  private static String event(int hour, int kind) {
    return "{\"at\": \"%s\", \"kind\": \"k%d\"}"
        .formatted(MIDNIGHT.plus(Duration.ofHours(hour)).plusSeconds(1800), kind);
  }
}
