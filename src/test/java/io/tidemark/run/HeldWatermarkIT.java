package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointReport;
import io.tidemark.checkpoint.CheckpointReport.Holder;
import io.tidemark.checkpoint.CheckpointReport.Mark;
import io.tidemark.run.PipelineVisit.Claim;
import io.tidemark.testing.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of two sources, of which one has a record that can't be read yet. */
class HeldWatermarkIT {

  private static final String UNION =
      """
      name: NAME
      sources:
        sales:
          topic: NAME.sales
          schema: "id STRING, at STRING"
          partitions: 1
        returns:
          topic: NAME.returns
          schema: "id STRING, at STRING"
          partitions: 2
      tables:
        all_returns: {from: returns, steps: [{select: [id, at]}]}
        per_hour:
          from: sales
          steps:
            - select: [id, at]
            - union: all_returns
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 1 minute}
            - group_by: {window: {size: 1 hour}, keys: [id], aggregate: {n: count(*)}}
          write: {delta: DIR/tables/per_hour}
      """;

  @TempDir Path root;

  @Test
  void whatHoldsItIsNamedWhileThePipelineRunsAndWhenItIsStopped() throws Exception {
    String name = TestKafka.unique("held");
    try (TestKafka kafka = TestKafka.shared();
        KafkaProducer<String, String> stuck = transactional(kafka)) {
      // Given
      KafkaAccess access = new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
      PipelineFolder pipeline = new PipelineFolder(root, access, UNION.replace("NAME", name));
      kafka.create(name + ".sales", 1);
      kafka.create(name + ".returns", 2);
      kafka.produce(name + ".returns", 1, List.of(event("a", 1)));
      stuck.send(new ProducerRecord<>(name + ".returns", 1, null, event("a", 2)));
      stuck.flush();
      kafka.produce(name + ".sales", List.of(event("a", 2), event("b", 4), event("b", 6)));
      AtomicReference<RunSummary> seen = new AtomicReference<>();

      // When
      try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", progress(seen)))) {
        // Then
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () ->
                    assertThat(windows(seen.get()))
                        .contains(
                            new WindowSummary(
                                Optional.of(Instant.parse("2025-06-20T01:29:00Z")),
                                Optional.of(new WindowSummary.Holder("returns", 1)),
                                4)));
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertHeld(checkpoint(pipeline, access)));
        assertThat(run.isRunning()).isTrue();
      }
      assertHeld(checkpoint(pipeline, access));

      // When
      stuck.commitTransaction();
      pipeline.run("available_now");

      // Then
      assertThat(checkpoint(pipeline, access).watermarks())
          .anySatisfy(
              mark -> {
                assertThat(mark.holder()).isNull();
                assertThat(mark.watermark()).isEqualTo("2025-06-20T06:29:00Z");
              });
    }
  }

  private static Optional<WindowSummary> windows(@Nullable RunSummary seen) {
    return seen == null ? Optional.empty() : seen.tables().get(0).windows();
  }

  private static void assertHeld(CheckpointReport report) {
    assertThat(report.watermarks())
        .extracting(Mark::holder)
        .containsOnly(new Holder("returns", 1, "2025-06-20T01:30:00Z"));
    assertThat(report.watermarks().stream().mapToLong(Mark::openWindows).sum()).isEqualTo(4);
  }

  private static CheckpointReport checkpoint(PipelineFolder pipeline, KafkaAccess access)
      throws Exception {
    try (PipelineVisit visit = PipelineVisit.open(pipeline.data(), access, Claim.LOOK)) {
      return Checkpoint.of(pipeline.plan(), visit.host(), pipeline.data().resolve("state"), 0);
    }
  }

  private static RunListener progress(AtomicReference<RunSummary> seen) {
    return new SilentListener() {
      @Override
      public void progressed(RunSummary soFar) {
        seen.set(soFar);
      }
    };
  }

  private static KafkaProducer<String, String> transactional(TestKafka kafka) {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "transactional.id",
                TestKafka.unique("stuck"),
                "transaction.timeout.ms",
                "600000"),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    return producer;
  }

  private static String event(String id, int hour) {
    return "{\"id\": \"%s\", \"at\": \"2025-06-20T%02d:30:00Z\"}".formatted(id, hour);
  }
}
