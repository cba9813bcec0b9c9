package io.tidemark.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the targets of {@link SharedOrders} must hold, each row once.
 *
 * @param name the pipeline's
 */
record SharedTables(String name, PipelineFolder pipeline, SharedOrders orders) {

  private static final Pattern FILE_ROW = Pattern.compile("\\[(\\d+), ([12])]");
  private static final Pattern JSON_ROW = Pattern.compile("\\{\"id\":(\\d+),\"price\":([12])}");

  /** All of them; the watermark must have passed all that it will. */
  void check(TestKafka kafka) {
    checkTables();
    checkBatches();
    checkTopic(kafka);
  }

  /** The Delta tables, and the folders of the files. */
  void checkTables() {
    checkLines();
    checkTotals();
    assertThat(rows("per_hour", "SELECT orders, first FROM t ORDER BY window_start"))
        .as("windows")
        .isEqualTo(orders.windows());
    assertThat(rows("per_hour_late", "SELECT count(*), count(DISTINCT id) FROM t"))
        .as("late rows")
        .containsExactly(orders.late() + ", " + orders.late());
    assertThat(TableQuery.count(pipeline.table("orders_dead_letter"))).isEqualTo(orders.bad());
    assertThat(rows("orders_dead_letter", "SELECT count(DISTINCT decode(value)) FROM t"))
        .as("dead letters")
        .containsExactly(Long.toString(orders.bad()));
    assertThat(filesIn(pipeline.in())).as("left in the source").isZero();
    assertThat(filesIn(pipeline.folder("archive"))).as("archived").isEqualTo(orders.files());
  }

  /** Those that must be there are, once, and nothing else. */
  void checkLines() {
    assertThat(
            rows(
                "lines",
                """
                SELECT id, price, count(*) AS n FROM t GROUP BY id, price
                HAVING count(*) <> 1 OR id < 0 OR id >= %d OR id %% 50 = 0 OR price NOT IN (1, 2)
                LIMIT 20
                """
                    .formatted(orders.orders())))
        .as("lines that are doubled or shouldn't be")
        .isEmpty();
    assertThat(lines()).isEqualTo(orders.lines());
  }

  /** The tables that are written by key. */
  void checkTotals() {
    assertThat(rows("totals", "SELECT bucket, n, total FROM t ORDER BY bucket"))
        .as("totals")
        .isEqualTo(orders.totals());
    assertThat(rows("digits", "SELECT digit, n, total FROM t ORDER BY digit"))
        .as("digits")
        .isEqualTo(orders.digits());
  }

  long lines() {
    return TableQuery.count(pipeline.table("lines"));
  }

  /** Those that every target has are as many as there must be. */
  boolean hasAllLines() {
    return lines() >= orders.lines();
  }

  private List<String> batchRows() {
    try (Stream<Path> files = Files.list(pipeline.folder("batches"))) {
      List<String> rows = new ArrayList<>();
      for (Path file : files.filter(f -> !f.toString().endsWith(".unfinished")).toList()) {
        rows.addAll(Files.readAllLines(file));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void checkBatches() {
    BitSet seen = new BitSet(2 * orders.orders());
    batchRows().forEach(row -> see("foreach_batch", FILE_ROW.matcher(row), seen));
    assertThat(seen.cardinality()).as("rows of foreach_batch").isEqualTo((int) orders.lines());
  }

  void checkTopic(TestKafka kafka) {
    BitSet seen = new BitSet(2 * orders.orders());
    kafka.forEach(
        name + ".json",
        row -> see("the topic", JSON_ROW.matcher(new String(row.value(), UTF_8)), seen));
    assertThat(seen.cardinality()).as("rows in the topic").isEqualTo((int) orders.lines());
  }

  private void see(String where, Matcher row, BitSet seen) {
    assertThat(row.matches()).as(where + " has " + row).isTrue();
    int id = Integer.parseInt(row.group(1));
    int position = 2 * id + Integer.parseInt(row.group(2)) - 1;
    assertThat(id).isLessThan(orders.orders());
    assertThat(SharedOrders.isBad(id)).as(where + " has order " + id).isFalse();
    assertThat(seen.get(position)).as(where + " has a line of " + id + " twice").isFalse();
    seen.set(position);
  }

  private List<String> rows(String table, String sql) {
    return TableQuery.rows(pipeline.table(table), sql);
  }

  private static long filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
