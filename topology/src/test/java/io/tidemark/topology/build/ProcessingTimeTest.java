package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.TestPipeline;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The readings of two sensors that come late and in another order than they were made in, by the
 * time of the event and by the time of processing.
 */
class ProcessingTimeTest {

  private static final String TABLES =
      """
      name: sensors
      sources:
        readings: {schema: "sensor STRING, at TIMESTAMP", partitions: 1}
      tables:
        by_event_time:
          from: readings
          steps:
            - with_watermark: {column: at, delay: 5 minutes}
            - group_by: {window: {size: 1 minute}, aggregate: {n: count(*), sensors: collect_list(sensor)}}
          write: {delta: out/by_event_time}
        by_processing_time:
          from: readings
          steps:
            - with_column: {processed_at: current_timestamp()}
            - with_watermark: {column: processed_at, delay: 0 secondsIDLE}
            - group_by: {window: {size: 1 minute}, aggregate: {n: count(*), sensors: collect_list(sensor)}}
          write: {delta: out/by_processing_time}
      """;

  @TempDir private Path folder;

  private Instant now;

  @BeforeEach
  void start() {
    now = at("09:00");
  }

  @Test
  void rowsAreCountedInTheMinuteInWhichTheyCameAndNotInWhichTheyWereMade() {
    try (PipelineDriver pipeline = driver("")) {
      arrives(pipeline, "09:02", "B", "09:01");
      arrives(pipeline, "09:03", "A", "09:00");
      arrives(pipeline, "09:20", "A", "09:20");

      assertThat(windows(pipeline, "by_processing_time"))
          .containsExactly("09:02 1 [B]", "09:03 1 [A]");
      assertThat(windows(pipeline, "by_event_time")).containsExactly("09:00 1 [A]", "09:01 1 [B]");
    }
  }

  @Test
  void theSameRowsGiveOtherWindowsWhenTheyAreProcessedAgainLater() {
    now = at("17:45");
    try (PipelineDriver pipeline = driver("")) {
      arrives(pipeline, "17:45", "B", "09:01");
      arrives(pipeline, "17:45", "A", "09:00");
      arrives(pipeline, "17:46", "A", "09:20");

      assertThat(windows(pipeline, "by_processing_time")).containsExactly("17:45 2 [B, A]");
      assertThat(windows(pipeline, "by_event_time")).containsExactly("09:00 1 [A]", "09:01 1 [B]");
    }
  }

  @Test
  void idleClosesTheMinuteAfterWhichNothingCame() {
    try (PipelineDriver pipeline = driver(", idle: 2 seconds")) {
      arrives(pipeline, "09:02", "B", "09:01");
      pipeline.pass(Duration.ofMinutes(2));

      assertThat(windows(pipeline, "by_processing_time")).containsExactly("09:02 1 [B]");
    }
  }

  private PipelineDriver driver(String idle) {
    PipelinePlan plan = TestPipeline.plan(TABLES.replace("IDLE", idle), () -> now);
    return new PipelineDriver(plan, folder);
  }

  private void arrives(PipelineDriver pipeline, String arrival, String sensor, String time) {
    now = at(arrival);
    pipeline.pipe("readings", "{\"sensor\": \"%s\", \"at\": \"%s\"}".formatted(sensor, at(time)));
  }

  private static List<String> windows(PipelineDriver pipeline, String table) {
    return pipeline.rows(table).stream()
        .map(
            r ->
                "%s %s %s"
                    .formatted(
                        Instant.ofEpochSecond((Long) r.value(0) / 1_000_000)
                            .toString()
                            .substring(11, 16),
                        r.value(2),
                        r.value(3)))
        .toList();
  }

  private static Instant at(String time) {
    return Instant.parse("2026-01-01T" + time + ":00Z");
  }
}
