package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.Row;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.TestPipeline;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregates over tables that are themselves made of others, and over several sources. */
class DerivedTablesTest {

  private static final String SOURCES =
      """
      name: p
      sources:
        web: {schema: "at TIMESTAMP, country STRING, amounts ARRAY<INT>", partitions: 1}
        shop: {schema: "at TIMESTAMP, country STRING, amounts ARRAY<INT>", partitions: 1}
      tables:
      """;

  private static final String BOTH =
      """
        both:
          from: web
          steps:
            - union: shop
        per_minute:
          from: both
          steps:
            - with_watermark: {column: at, delay: 0 seconds}
            - group_by: {window: {size: 1 minute}, keys: [country], aggregate: {n: count(*)}}
          write: {delta: out/per_minute}
      """;

  /** A source that no table reads would be a mistake. */
  private static final String SHOP_TOO = "  spare: {from: shop, write: {delta: out/spare}}\n";

  @TempDir private Path folder;

  @Test
  void anAggregateOfTwoSourcesWaitsForTheOneThatIsBehind() {
    try (PipelineDriver pipeline = driver(BOTH)) {
      pipeline.leaveUnread("shop");
      pipeline.pipe("web", order("10:00:30", "DE", ""));
      pipeline.pipe("web", order("10:07:00", "DE", ""));
      pipeline.settle();
      List<Row> before = pipeline.rows("per_minute");

      // the slow source's row is far behind, and in time
      pipeline.pipe("shop", order("10:00:10", "DE", ""));
      pipeline.leaveUnread("shop");
      pipeline.settle();
      List<Row> between = pipeline.rows("per_minute");
      pipeline.pipe("shop", order("10:03:00", "DE", ""));
      pipeline.leaveUnread("shop");
      pipeline.settle();

      assertThat(before).isEmpty();
      assertThat(between).isEmpty();
      assertThat(pipeline.rows("per_minute")).containsExactly(window("10:00:00", "DE", 2));
      assertThat(pipeline.late("per_minute")).isEmpty();
    }
  }

  @Test
  void aSourceThatIsReadToItsEndHoldsNobodyBack() {
    try (PipelineDriver pipeline = driver(BOTH)) {
      pipeline.pipe("shop", order("10:00:10", "DE", ""));
      pipeline.pipe("web", order("10:07:00", "DE", ""));
      pipeline.settle();

      assertThat(pipeline.rows("per_minute")).containsExactly(window("10:00:00", "DE", 1));
    }
  }

  @Test
  void anAggregateGoesThroughAChainOfTablesBeforeItAndAfterIt() {
    String chain =
        """
          lines:
            from: web
            steps: [{explode: amounts}]
            write: {delta: out/lines}
          large:
            from: lines
            steps: [{filter: amounts > 1}, {with_watermark: {column: at, delay: 0 seconds}}]
          totals:
            from: large
            steps:
              - group_by: {window: {size: 1 minute}, keys: [country], aggregate: {total: sum(amounts)}}
            late_rows: {delta: out/late}
          high:
            from: totals
            steps: [{filter: total >= 10}]
            write: {delta: out/high}
          names:
            from: high
            steps: [{select: [lower(country) AS name, total]}]
            write: {delta: out/names}
        """;
    try (PipelineDriver pipeline = driver(chain + SHOP_TOO)) {
      pipeline.pipe("web", order("10:00:10", "DE", "1, 4, 5"));
      pipeline.pipe("web", order("10:00:20", "DE", "2"));
      pipeline.pipe("web", order("10:00:20", "FR", "7, 1"));
      pipeline.pipe("web", order("10:01:00", "DE", "9"));

      assertThat(pipeline.rows("lines")).hasSize(7);
      assertThat(pipeline.rows("high")).containsExactly(window("10:00:00", "DE", 11));
      assertThat(pipeline.rows("names")).containsExactly(Row.of("de", 11L));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"update", "complete"})
  void changesGoThroughAChainTooAndHavingIsAFilterOfIts(String mode) {
    String chain =
        """
          lines:
            from: web
            steps: [{explode: amounts}]
          totals:
            from: lines
            steps:
              - group_by: {keys: [country], aggregate: {total: sum(amounts)}}
          low:
            from: totals
            steps: [{filter: total < 10}, {select: [total, country AS name]}]
            write: {delta: out/low, output_mode: MODE}
        """
            .replace("MODE", mode);
    try (PipelineDriver pipeline = driver(chain + SHOP_TOO)) {
      pipeline.pipe("web", order("10:00:10", "DE", "1, 2"));
      pipeline.pipe("web", order("10:00:10", "FR", "3"));
      pipeline.settle();
      List<String> first = pipeline.changes("low");
      pipeline.pipe("web", order("10:00:10", "DE", "7"));
      pipeline.settle();

      assertThat(first).containsExactly("upsert [3, DE]", "upsert [3, FR]");
      assertThat(pipeline.changes("low")).containsExactly("delete [null, DE]");
    }
  }

  private static final String RESULTS_AND_ROWS =
      """
        totals:
          from: web
          steps:
            - with_watermark: {column: at, delay: 0 seconds}
            - group_by: {window: {size: 1 minute}, keys: [country], aggregate: {n: count(*)}}
            - select: [window_start AS at, country]
          late_rows: {delta: out/late}
      """;

  /** Spark allows it in append mode; here it needs a table of its own. */
  @Test
  void resultsAreInAUnionWithRowsOfAnotherSourceInATableOfItsOwn() {
    String tables =
        RESULTS_AND_ROWS
            + """
              plain: {from: shop, steps: [{select: [at, country]}]}
              all:
                from: totals
                steps: [{union: plain}]
                write: {delta: out/all}
            """;
    try (PipelineDriver pipeline = driver(tables)) {
      pipeline.pipe("shop", order("09:00:00", "FR", ""));
      pipeline.pipe("web", order("10:00:10", "DE", ""));
      pipeline.pipe("web", order("10:01:00", "DE", ""));

      assertThat(pipeline.rows("all"))
          .containsExactly(Row.of(micros("09:00:00"), "FR"), Row.of(micros("10:00:00"), "DE"));
    }
  }

  @Test
  void saysWhereAUnionOfResultsMustBe() {
    String tables =
        RESULTS_AND_ROWS.replace("AS at, country]", "AS at, country]\n      - union: plain")
            + """
                write: {delta: out/totals}
              plain: {from: shop, steps: [{select: [at, country]}]}
            """;

    assertThatThrownBy(() -> TestPipeline.plan(SOURCES + tables))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("tables.totals.steps[3].union")
        .hasMessageContaining("the union comes after the group_by of the same table")
        .hasMessageContaining("a table of its own that is made of this one");
  }

  private PipelineDriver driver(String tables) {
    return new PipelineDriver(TestPipeline.plan(SOURCES + tables), folder);
  }

  private static String order(String time, String country, String amounts) {
    return "{\"at\": \"2026-01-01T%sZ\", \"country\": \"%s\", \"amounts\": [%s]}"
        .formatted(time, country, amounts);
  }

  private static Row window(String start, String country, long value) {
    return Row.of(micros(start), micros(start) + 60_000_000, country, value);
  }

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-01-01T" + time + "Z"));
  }
}
