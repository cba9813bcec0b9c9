package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import io.tidemark.topology.TestPipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {

  @TempDir private Path folder;

  @Test
  void sendsEachGroupThatHasChangedOnceAtATick() {
    try (PipelineDriver pipeline =
        driver("group_by: {keys: [order_id], aggregate: {n: count(*)}}", "update")) {
      order(pipeline, "a", "2026-01-01T10:00:00Z");
      order(pipeline, "b", "2026-01-01T10:00:00Z");
      order(pipeline, "a", "2026-01-01T10:00:00Z");
      pipeline.settle();
      List<String> first = pipeline.changes("counts");
      order(pipeline, "b", "2026-01-01T10:00:00Z");
      pipeline.settle();

      assertThat(first).containsExactly("upsert [a, 2]", "upsert [b, 1]");
      assertThat(pipeline.changes("counts")).containsExactly("upsert [b, 2]");
    }
  }

  @Test
  void hasNotReachedTheEndWhileAChangeIsUnsent() {
    try (PipelineDriver pipeline = driver("group_by: {aggregate: {n: count(*)}}", "complete")) {
      order(pipeline, "a", "2026-01-01T10:00:00Z");
      boolean before = pipeline.progress.hasReached(end(1));
      pipeline.settle();

      assertThat(before).isFalse();
      assertThat(pipeline.progress.hasReached(end(1))).isTrue();
      assertThat(pipeline.changes("counts")).containsExactly("upsert [1]");
    }
  }

  @Test
  void deletesAGroupThatPassesAFilterNoMore() {
    try (PipelineDriver pipeline =
        driver(
            "group_by: {keys: [order_id], aggregate: {n: count(*)}}",
            "update",
            "filter: n < 2",
            "select: [n, order_id AS id]")) {
      order(pipeline, "a", "2026-01-01T10:00:00Z");
      pipeline.settle();
      order(pipeline, "a", "2026-01-01T10:00:00Z");
      pipeline.settle();

      assertThat(pipeline.changes("counts")).containsExactly("upsert [1, a]", "delete [null, a]");
    }
  }

  @Test
  void mergesTheSessionsThatARowBridgesAndDeletesTheOneThatIsGone() {
    try (PipelineDriver pipeline =
        driver("group_by: {window: {gap: 5 minutes}, aggregate: {n: count(*)}}", "update")) {
      order(pipeline, "a", "2026-01-01T10:00:00Z");
      order(pipeline, "a", "2026-01-01T10:08:00Z");
      pipeline.settle();
      List<String> apart = pipeline.changes("counts");
      order(pipeline, "a", "2026-01-01T10:04:00Z");
      pipeline.settle();

      long start = 1767261600000000L;
      long minute = 60_000_000;
      assertThat(apart)
          .containsExactly(
              "upsert [%d, %d, 1]".formatted(start, start + 5 * minute),
              "upsert [%d, %d, 1]".formatted(start + 8 * minute, start + 13 * minute));
      assertThat(pipeline.changes("counts"))
          .containsExactly(
              "upsert [%d, %d, 3]".formatted(start, start + 13 * minute),
              "delete [%d, null, null]".formatted(start + 8 * minute));
    }
  }

  @Test
  void filtersTheGroupsOfACompleteTableLikeHaving() {
    try (PipelineDriver pipeline =
        driver(
            "group_by: {keys: [order_id], aggregate: {n: count(*)}}",
            "complete",
            "filter: n > 1")) {
      order(pipeline, "a", "2026-01-01T10:00:00Z");
      order(pipeline, "b", "2026-01-01T10:00:00Z");
      order(pipeline, "b", "2026-01-01T10:00:00Z");
      pipeline.settle();

      assertThat(pipeline.changes("counts")).containsExactly("upsert [b, 2]", "delete [a, null]");
    }
  }

  @Test
  void setsARowAsideThatIsTooLateForAnySession() {
    try (PipelineDriver pipeline =
        driver(
            "group_by: {window: {gap: 5 minutes}, keys: [order_id], aggregate: {n: count(*)}}",
            "append")) {
      order(pipeline, "a", "2026-01-01T09:00:00Z");
      order(pipeline, "c", "2026-01-01T09:24:00Z");
      order(pipeline, "c", "2026-01-01T09:26:00Z");
      order(pipeline, "b", "2026-01-01T10:00:00Z");
      order(pipeline, "c", "2026-01-01T09:25:00Z");
      order(pipeline, "e", "2026-01-01T09:25:00.000001Z");
      order(pipeline, "d", "2026-01-01T09:25:00Z");
      pipeline.settle();

      long nine = 1767258000000000L;
      long minute = 60_000_000;
      assertThat(pipeline.late("counts"))
          .containsExactly(
              Row.of(
                  nine + 25 * minute,
                  "d",
                  nine + 25 * minute,
                  nine + 30 * minute,
                  nine + 30 * minute,
                  35 * 60_000L,
                  "orders",
                  0,
                  6L));
      assertThat(pipeline.rows("counts")).containsExactly(Row.of(nine, nine + 5 * minute, "a", 1L));
      assertThat(pipeline.progress.tables().get("counts").late()).isEqualTo(1);
    }
  }

  private static Map<TopicPartition, Long> end(long offset) {
    return Map.of(new TopicPartition("orders", 0), offset);
  }

  private static void order(PipelineDriver pipeline, String id, String time) {
    pipeline.pipe("orders", "{\"order_id\": \"%s\", \"timestamp\": \"%s\"}".formatted(id, time));
  }

  @Test
  void closesTheLastWindowsWhenNothingArrivesForLongEnough() {
    try (PipelineDriver idle = idleDriver(", idle: 4 seconds")) {
      order(idle, "a", "2026-01-01T10:04:57Z");
      idle.settle();

      assertThat(idle.rows("counts")).hasSize(1);
    }
  }

  @Test
  void keepsTheLastWindowsOpenWithoutIdle() {
    try (PipelineDriver waiting = idleDriver("")) {
      order(waiting, "a", "2026-01-01T10:04:57Z");
      waiting.settle();

      assertThat(waiting.rows("counts")).isEmpty();
    }
  }

  private PipelineDriver idleDriver(String idle) {
    String tables =
        """
        counts:
          from: orders
          steps:
            - with_column: {time: CAST(timestamp AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 1 second%s}
            - group_by: {window: {size: 5 minutes}, aggregate: {n: count(*)}}
          write: {delta: out/counts}
        """
            .formatted(idle);
    return new PipelineDriver(TestPipeline.plan(TestPipeline.withTables(tables)), folder);
  }

  private PipelineDriver driver(String groupBy, String mode, String... after) {
    StringBuilder steps = new StringBuilder("    - " + groupBy + "\n");
    for (String step : after) {
      steps.append("    - ").append(step).append('\n');
    }
    String tables =
        """
        counts:
          from: orders
          steps:
            - with_column: {time: CAST(timestamp AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 30 minutes}
        %s  write: {delta: out/counts, output_mode: %s}
        """
            .formatted(steps, mode);
    return new PipelineDriver(TestPipeline.plan(TestPipeline.withTables(tables)), folder);
  }
}
