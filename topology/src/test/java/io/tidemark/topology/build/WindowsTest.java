package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.row.Row;
import io.tidemark.topology.TestPipeline;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowsTest {

  private static final String REVENUE =
      """
      revenue:
        from: orders
        steps:
          - with_column: {event_time: CAST(timestamp AS TIMESTAMP), country: customer.address.country}
          - explode_outer: items
          - with_watermark: {column: event_time, delay: 10 seconds}
          - group_by:
              window: {size: 5 minutes}
              keys: [country]
              aggregate:
                orders: count(DISTINCT order_id)
                revenue: sum(items.price * items.quantity)
        write: {delta: out/revenue}
      """;

  @TempDir private Path folder;

  private static String order(String id, String time, String country, String items) {
    return """
        {"order_id": "%s", "timestamp": "%s", "customer": {"address": {"country": "%s"}}, "items": [%s]}
        """
        .formatted(id, time, country, items);
  }

  private static String item(double price, int quantity) {
    return "{\"price\": %s, \"quantity\": %d}".formatted(price, quantity);
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  private static Row result(String start, String end, Object... rest) {
    Object[] values = new Object[2 + rest.length];
    values[0] = micros(start);
    values[1] = micros(end);
    System.arraycopy(rest, 0, values, 2, rest.length);
    return Row.of(values);
  }

  @Test
  void emitsAWindowOnceTheWatermarkHasPassedItsEnd() {
    try (PipelineDriver pipeline = driver(REVENUE)) {
      pipeline.pipe(
          "orders", order("a", "2026-01-01T10:01:00Z", "DE", item(2, 3) + "," + item(1, 1)));
      pipeline.pipe("orders", order("b", "2026-01-01T10:04:00Z", "DE", item(5, 1)));
      pipeline.pipe("orders", order("c", "2026-01-01T10:03:00Z", "AT", item(1, 2)));
      pipeline.pipe("orders", order("d", "2026-01-01T10:05:09Z", "DE", item(9, 1)));
      List<Row> before = pipeline.rows("revenue");
      pipeline.pipe("orders", order("e", "2026-01-01T10:05:10Z", "DE", item(1, 1)));

      assertThat(before).isEmpty();
      assertThat(pipeline.rows("revenue"))
          .containsExactly(
              result("2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z", "AT", 1L, 2.0),
              result("2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z", "DE", 2L, 12.0));
    }
  }

  @Test
  void keepsALateRowWithItsWindowAndLateness() {
    try (PipelineDriver pipeline = driver(REVENUE)) {
      pipeline.pipe("orders", order("a", "2026-01-01T10:01:00Z", "DE", item(2, 3)));
      pipeline.pipe("orders", order("b", "2026-01-01T10:06:00Z", "DE", item(5, 1)));
      pipeline.pipe("orders", order("c", "2026-01-01T10:04:59Z", "AT", item(1, 2)));

      assertThat(pipeline.late("revenue"))
          .containsExactly(
              Row.of(
                  micros("2026-01-01T10:04:59Z"),
                  "AT",
                  "c",
                  2.0,
                  micros("2026-01-01T10:00:00Z"),
                  micros("2026-01-01T10:05:00Z"),
                  micros("2026-01-01T10:05:50Z"),
                  61_000L,
                  "orders",
                  0,
                  2L));
      assertThat(pipeline.progress.tables().get("revenue").late()).isEqualTo(1);
    }
  }

  @Test
  void makesARowLateOnlyWhenTheWatermarkHasReachedTheEndOfItsWindow() {
    try (PipelineDriver pipeline = driver(REVENUE)) {
      pipeline.pipe("orders", order("a", "2026-01-01T10:05:09.999999Z", "DE", item(1, 1)));
      pipeline.pipe("orders", order("b", "2026-01-01T10:04:59.999999Z", "DE", item(2, 1)));
      pipeline.pipe("orders", order("c", "2026-01-01T10:00:00Z", "DE", item(4, 1)));
      pipeline.pipe("orders", order("d", "2026-01-01T10:05:10Z", "DE", item(1, 1)));
      pipeline.pipe("orders", order("e", "2026-01-01T10:04:59.999999Z", "DE", item(8, 1)));
      pipeline.pipe("orders", order("f", "2026-01-01T10:05:00Z", "DE", item(1, 1)));

      assertThat(pipeline.rows("revenue"))
          .containsExactly(result("2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z", "DE", 2L, 6.0));
      assertThat(pipeline.late("revenue")).extracting(r -> r.value(2)).containsExactly("e");
    }
  }

  @Test
  void closesTheLastWindowsItCanWhenAllIsRead() {
    try (PipelineDriver pipeline = driver(REVENUE)) {
      pipeline.pipe("orders", order("a", "2026-01-01T10:01:00Z", "DE", item(2, 3)));
      pipeline.pipe("orders", order("b", "2026-01-01T10:11:00Z", "DE", item(5, 1)));
      pipeline.settle();

      assertThat(pipeline.rows("revenue"))
          .containsExactly(result("2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z", "DE", 1L, 6.0));
      assertThat(pipeline.progress.aggregations())
          .containsExactly(
              new PipelineProgress.AggregationProgress(
                  "revenue",
                  0,
                  Optional.of(Instant.parse("2026-01-01T10:10:50Z")),
                  Map.of(new TopicPartition("orders", 0), 2L),
                  Optional.empty(),
                  1));
      assertThat(pipeline.progress.hasReached(Map.of(new TopicPartition("orders", 0), 2L)))
          .isTrue();
      assertThat(pipeline.progress.hasReached(Map.of(new TopicPartition("orders", 0), 3L)))
          .isFalse();
    }
  }

  @Test
  void hasReachedTheEndOfASourceThatIsEmpty() {
    try (PipelineDriver pipeline = driver(REVENUE)) {
      assertThat(pipeline.progress.hasReached(Map.of(new TopicPartition("orders", 0), 0L)))
          .isFalse();

      pipeline.settle();

      assertThat(pipeline.progress.hasReached(Map.of(new TopicPartition("orders", 0), 0L)))
          .isTrue();
      assertThat(pipeline.progress.aggregations().get(0).watermark()).isEmpty();
    }
  }

  @Test
  void setsARecordWithoutEventTimeAside() {
    try (PipelineDriver pipeline = driver(REVENUE)) {
      pipeline.pipe("orders", "{\"order_id\": \"a\"}");
      pipeline.pipe("orders", "{\"order_id\": \"b\", \"timestamp\": \"yesterday\"}");

      assertThat(pipeline.deadLetters("orders"))
          .extracting(l -> PipelineDriver.value(l, "table"), l -> PipelineDriver.value(l, "reason"))
          .containsExactly(
              tuple("revenue", "the event time is null, so the row belongs to no window"),
              tuple("revenue", "cannot cast 'yesterday' to TIMESTAMP"));
    }
  }

  @Test
  void goesOnFromTheResultsInTheSameTopology() {
    String tables =
        REVENUE.replace("  write", "    - filter: revenue > 5\n  write")
            + "best: {from: revenue, steps: [{select: [country, CAST(revenue AS INT) AS whole]}], write:"
            + " {delta: out/best}}\n";
    try (PipelineDriver pipeline = driver(tables)) {
      pipeline.pipe("orders", order("a", "2026-01-01T10:01:00Z", "DE", item(2, 3)));
      pipeline.pipe("orders", order("b", "2026-01-01T10:02:00Z", "AT", item(1, 1)));
      pipeline.pipe("orders", order("c", "2026-01-01T10:06:00Z", "AT", item(1, 1)));

      assertThat(pipeline.rows("revenue"))
          .containsExactly(result("2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z", "DE", 1L, 6.0));
      assertThat(pipeline.rows("best")).containsExactly(Row.of("DE", 6));
    }
  }

  @Test
  void setsAResultAsideThatALaterStepCannotTake() {
    String tables =
        REVENUE.replace("  write", "    - with_column: {n: CAST(country AS INT)}\n  write");
    try (PipelineDriver pipeline = driver(tables)) {
      pipeline.pipe("orders", order("a", "2026-01-01T10:01:00Z", "DE", item(2, 3)));
      pipeline.pipe("orders", order("b", "2026-01-01T10:02:00Z", "49", item(1, 1)));
      pipeline.pipe("orders", order("c", "2026-01-01T10:06:00Z", "AT", item(1, 1)));

      assertThat(pipeline.rows("revenue"))
          .containsExactly(
              result("2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z", "49", 1L, 1.0, 49));
      assertThat(pipeline.deadLetters("orders"))
          .singleElement()
          .satisfies(
              l -> {
                assertThat(PipelineDriver.value(l, "table")).isEqualTo("revenue");
                assertThat((byte[]) PipelineDriver.value(l, "value")).asString().contains("DE");
              });
    }
  }

  private PipelineDriver driver(String tables) {
    return new PipelineDriver(TestPipeline.plan(TestPipeline.withTables(tables)), folder);
  }
}
