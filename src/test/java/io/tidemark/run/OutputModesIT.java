package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are written by key, from file to Delta, over restarts. */
class OutputModesIT {

  private static final String PIPELINE =
      """
      name: NAME
      sources:
        orders:
          topic: NAME.orders
          schema: "country STRING, amount INT, at STRING"
          files: {path: DIR/in, settle: 1 milliseconds}
          partitions: 2
      tables:
        latest:
          from: orders
          steps:
            - group_by: {keys: [country], aggregate: {n: count(*), total: sum(amount)}}
          write: {delta: DIR/tables/latest, output_mode: update}
        few:
          from: orders
          steps:
            - group_by: {keys: [country], aggregate: {n: count(*)}}
            - filter: n < 3
          write: {delta: DIR/tables/few, output_mode: update}
        everything:
          from: orders
          steps:
            - group_by: {aggregate: {n: count(*), total: sum(amount)}}
          write: {delta: DIR/tables/everything, output_mode: complete}
        windows:
          from: orders
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 10 seconds}
            - group_by: {window: {size: 5 minutes}, keys: [country], aggregate: {n: count(*)}}
          write: {delta: DIR/tables/windows, output_mode: complete}
        sessions:
          from: orders
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 1 hour}
            - group_by: {window: {gap: 5 minutes}, keys: [country], aggregate: {n: count(*)}}
          write: {delta: DIR/tables/sessions, output_mode: update}
      """;

  @TempDir Path root;

  private TestKafka kafka;
  private PipelineFolder pipeline;

  @BeforeEach
  void writePipeline() {
    kafka = TestKafka.shared();
    pipeline =
        new PipelineFolder(
            root, kafka.bootstrapServers(), PIPELINE.replace("NAME", TestKafka.unique("modes")));
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  @Test
  void eachTableHasTheLatestOfEachKeyAfterEachRun() {
    pipeline.add(
        "1.json",
        order("DE", 1, "10:00:00"),
        order("DE", 2, "10:08:00"),
        order("FR", 5, "10:01:00"));

    pipeline.run("available_now");

    assertThat(rows("latest", "country, n, total")).containsExactly("DE, 2, 3", "FR, 1, 5");
    assertThat(rows("few", "country, n")).containsExactly("DE, 2", "FR, 1");
    assertThat(rows("everything", "n, total")).containsExactly("3, 8");
    assertThat(rows("windows", "country, minute(window_start), n"))
        .containsExactly("DE, 0, 1", "DE, 5, 1", "FR, 0, 1");
    assertThat(rows("sessions", "country, minute(window_start), minute(window_end), n"))
        .containsExactly("DE, 0, 5, 1", "DE, 8, 13, 1", "FR, 1, 6, 1");

    // bridges the two sessions, passes the filter no more, and comes after its window has ended
    pipeline.add("2.json", order("DE", 4, "10:04:00"));

    pipeline.run("available_now");

    assertThat(rows("latest", "country, n, total")).containsExactly("DE, 3, 7", "FR, 1, 5");
    assertThat(rows("few", "country, n")).containsExactly("FR, 1");
    assertThat(rows("everything", "n, total")).containsExactly("4, 12");
    assertThat(rows("windows", "country, minute(window_start), n"))
        .containsExactly("DE, 0, 2", "DE, 5, 1", "FR, 0, 1");
    assertThat(rows("sessions", "country, minute(window_start), minute(window_end), n"))
        .containsExactly("DE, 0, 13, 3", "FR, 1, 6, 1");
  }

  private List<String> rows(String table, String columns) {
    return TableQuery.rows(pipeline.table(table), "SELECT " + columns + " FROM t ORDER BY ALL");
  }

  private static String order(String country, int amount, String time) {
    return "{\"country\": \"%s\", \"amount\": %d, \"at\": \"2026-01-01T%s\"}"
        .formatted(country, amount, time);
  }
}
