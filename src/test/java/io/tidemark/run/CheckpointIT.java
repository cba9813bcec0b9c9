package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.checkpoint.Admission;
import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointReport;
import io.tidemark.row.problem.UserException;
import io.tidemark.run.PipelineVisit.Claim;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands see of a pipeline with an embedded broker, stopped or running. */
class CheckpointIT {

  private static final String FILE =
      """
      name: shop
      sources:
        orders:
          schema: "id STRING, at STRING"
          partitions: 1
          files: {path: DIR/in, multiline: false, settle: 1 milliseconds}
      tables:
        lines:
          from: orders
          steps: [{select: [id]}]
          write: {delta: DIR/tables/lines}
        per_hour:
          from: orders
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 1 minute}
            - group_by: {window: {size: 1 hour}, keys: [id], aggregate: {n: count(*)}}
          write: {delta: DIR/tables/per_hour}
      """;

  private static final KafkaAccess EMBEDDED = new KafkaAccess.Embedded(0);

  @TempDir Path root;

  private PipelineFolder pipeline;

  @BeforeEach
  void write() {
    pipeline = new PipelineFolder(root, EMBEDDED, FILE);
    pipeline.add("1.json", order("a", 1), order("b", 3));
  }

  @Test
  void tellsThatNothingHasRunYet() {
    assertThatThrownBy(() -> checkpoint(10))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no pipeline has run with this data folder yet");
  }

  @Test
  void showsAStoppedPipeline() throws Exception {
    pipeline.run("available_now");

    CheckpointReport report = checkpoint(10);

    assertThat(report.metadata().tables()).contains("lines: id STRING");
    assertThat(report.sources())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.files().known()).isEqualTo(1);
              assertThat(s.listed().get(0).path()).isEqualTo("1.json");
              assertThat(s.listed().get(0).state()).isEqualTo("done");
              assertThat(s.listed().get(0).records()).isEqualTo(2);
            });
    assertThat(report.offsets())
        .filteredOn(o -> o.topic().equals("orders"))
        .singleElement()
        .satisfies(o -> assertThat(o.position()).isGreaterThanOrEqualTo(2));
    assertThat(report.commits())
        .filteredOn(c -> c.table().equals("lines"))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.offset()).isPositive();
              assertThat(c.version()).isEqualTo(1);
            });
    assertThat(report.state())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.entries()).isPositive();
              assertThat(s.diskBytes()).isPositive();
            });
    assertThat(report.watermarks())
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.watermark()).isEqualTo("2025-06-20T03:29:00Z");
              assertThat(w.holder()).isNull();
              assertThat(w.openWindows()).isEqualTo(1);
            });
  }

  @Test
  void showsARunningPipelineAndWhatAChangedFileWouldMean() throws Exception {
    try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", new SilentListener()))) {
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(UserException.class) // while its Kafka starts
          .untilAsserted(() -> assertThat(checkpoint(10).commits()).isNotEmpty());
      assertThat(run.isRunning()).isTrue();

      Path changed = root.resolve("changed.yaml");
      Files.writeString(
          changed, Files.readString(pipeline.file()).replace("size: 1 hour", "size: 2 hours"));
      PipelinePlan plan = PipelinePlan.load(changed, Map.of());
      try (PipelineVisit visit = PipelineVisit.open(pipeline.data(), EMBEDDED, Claim.LOOK)) {
        assertThat(Admission.comparison(plan, visit.host()).isRefused()).isTrue();
        assertThat(Admission.comparison(pipeline.plan(), visit.host()).changes()).isEmpty();
      }
    }
  }

  private CheckpointReport checkpoint(int files) throws Exception {
    try (PipelineVisit visit = PipelineVisit.open(pipeline.data(), EMBEDDED, Claim.LOOK)) {
      return Checkpoint.of(pipeline.plan(), visit.host(), pipeline.data().resolve("state"), files);
    }
  }

  private static String order(String id, int hour) {
    return "{\"id\": \"%s\", \"at\": \"2025-06-20T%02d:30:00Z\"}".formatted(id, hour);
  }
}
