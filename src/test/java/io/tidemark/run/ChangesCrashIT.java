package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.delta.table.DeltaTable;
import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.TableQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables in update and complete mode whose process is killed, as by {@code kill -9}, between the
 * steps of a commit and at random, while this process reads them: at every version there is one row
 * per key, and in the end each has what all orders come to.
 */
class ChangesCrashIT {

  private static final String PIPELINE =
      """
      name: changes
      sources:
        orders:
          schema: "country STRING, amount INT, at TIMESTAMP"
          files: {path: DIR/in, settle: 1 milliseconds}
          partitions: 3
      tables:
        latest:
          from: orders
          steps:
            - group_by: {keys: [country], aggregate: {n: count(*), total: sum(amount)}}
          write: {delta: DIR/tables/latest, output_mode: update}
        per_hour:
          from: orders
          steps:
            - group_by:
                window: {size: 1 hour, column: at}
                keys: [country]
                aggregate: {n: count(*)}
          write: {delta: DIR/tables/per_hour, output_mode: update}
        everything:
          from: orders
          steps:
            - group_by: {aggregate: {n: count(*), total: sum(amount)}}
          write: {delta: DIR/tables/everything, output_mode: complete}
      """;

  /** By table, the columns that tell one row from another; {@code 1}: there is one row. */
  private static final Map<String, String> KEYS =
      Map.of("latest", "country", "per_hour", "(window_start, country)", "everything", "1");

  private static final List<String> STEPS = List.of("delta.parquet-written", "delta.committed", "");

  private static final int KILLS = 6;
  private static final int ORDERS_IN_FILE = 60;

  private final Random random = new Random();
  private final Map<String, long[]> countries = new TreeMap<>();
  private final Map<String, Long> hours = new TreeMap<>();

  @TempDir Path root;

  private PipelineFolder pipeline;
  private int orders;
  private int files;

  @BeforeEach
  void writePipeline() {
    pipeline = new PipelineFolder(root, new KafkaAccess.Embedded(0), PIPELINE);
  }

  @Test
  void haveOneRowPerKeyAtEveryVersionAndTheRightOnesInTheEnd() {
    // When
    try (Reader reader = new Reader()) {
      for (int kill = 0; kill < KILLS; kill++) {
        addFile();
        addFile();
        startAndKill(STEPS.get(kill % STEPS.size()));
      }
      pipeline.run("available_now");

      // Then
      assertThat(reader.stop()).isEmpty();
    }
    assertThat(rows("latest", "country, n, total"))
        .isEqualTo(
            countries.entrySet().stream()
                .map(e -> "%s, %d, %d".formatted(e.getKey(), e.getValue()[0], e.getValue()[1]))
                .toList());
    assertThat(rows("per_hour", "hour(window_start) || country AS key, n"))
        .isEqualTo(
            hours.entrySet().stream().map(e -> e.getKey() + ", " + e.getValue()).sorted().toList());
    assertThat(rows("everything", "n, total"))
        .containsExactly(
            "%d, %d".formatted(orders, countries.values().stream().mapToLong(c -> c[1]).sum()));
    KEYS.keySet().forEach(this::checkVersions);
  }

  private void checkVersions(String table) {
    long newest;
    try (DeltaTable log = DeltaTable.open(pipeline.table(table).toString())) {
      newest = log.version();
    }
    assertThat(newest).as("commits to " + table).isPositive();
    for (long version = 1; version <= newest; version++) {
      assertThat(duplicates(table, " VERSION AS OF " + version))
          .as("%s at version %d", table, version)
          .isEqualTo("0");
    }
  }

  /** How many rows have the key of another. */
  private String duplicates(String table, String version) {
    return TableQuery.rows(
            pipeline.table(table),
            "SELECT count(*) - count(DISTINCT %s) FROM t%s".formatted(KEYS.get(table), version))
        .get(0);
  }

  /**
   * @param step at which it ends itself; empty: killed at some time
   */
  private void startAndKill(String step) {
    List<String> options = step.isEmpty() ? List.of() : List.of("-Dtidemark.failpoint=" + step);
    try (ChildJvm process =
        ChildJvm.start(
            root.resolve("process.log"),
            options,
            RunProcess.class,
            pipeline.file().toString(),
            pipeline.data().toString(),
            "available_now",
            root.resolve("ready-" + files).toString())) {
      if (step.isEmpty()) {
        await().pollDelay(Duration.ofMillis(2000 + random.nextInt(4000))).until(() -> true);
        process.kill();
      } else {
        assertThat(process.awaitExit()).isEqualTo(137);
      }
    }
  }

  private void addFile() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ORDERS_IN_FILE; i++) {
      String country = "c" + random.nextInt(10);
      int hour = random.nextInt(10);
      lines.add(
          "{\"country\": \"%s\", \"amount\": %d, \"at\": \"2026-01-01T%02d:30:00Z\"}"
              .formatted(country, orders, hour));
      long[] sums = countries.computeIfAbsent(country, c -> new long[2]);
      sums[0]++;
      sums[1] += orders++;
      hours.merge(hour + country, 1L, Long::sum);
    }
    pipeline.add("%04d.json".formatted(files++), lines.toArray(String[]::new));
  }

  private List<String> rows(String table, String columns) {
    return TableQuery.rows(pipeline.table(table), "SELECT " + columns + " FROM t ORDER BY 1");
  }

  /** Reads the tables again and again, while another process writes them. */
  private final class Reader implements AutoCloseable {

    private final Thread thread = new Thread(this::read, "reader");
    private final List<String> wrong = new ArrayList<>();
    private volatile boolean isStopped;
    private int reads;

    Reader() {
      thread.start();
    }

    private void read() {
      try {
        while (!isStopped) {
          KEYS.keySet().stream()
              .filter(table -> DeltaTable.exists(pipeline.table(table).toString()))
              .forEach(this::read);
        }
      } catch (RuntimeException e) {
        wrong.add(e.toString());
      }
    }

    private void read(String table) {
      String duplicates = duplicates(table, "");
      if (!duplicates.equals("0")) {
        wrong.add("%s: %s rows with the key of another".formatted(table, duplicates));
      }
      reads++;
    }

    /** What was wrong. */
    List<String> stop() {
      close();
      assertThat(reads).isPositive();
      return wrong;
    }

    @Override
    public void close() {
      isStopped = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
