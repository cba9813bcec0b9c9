package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each output mode with each kind of window on a real broker, against groups made of all rows at
 * once: the same rows in batches of random sizes, with a restart after each.
 */
class ModesAndWindowsIT {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MINUTES = 40;

  /** Kinds of windows; the gap is such that no two rows are just that far apart. */
  private enum Kind {
    NONE("", 0, 0),
    TUMBLING("window: {size: 5 minutes}, ", 300_000, 300_000),
    SLIDING("window: {size: 5 minutes, slide: 1 minute}, ", 300_000, 60_000),
    SESSION("window: {gap: 30500 milliseconds}, ", 30_500, 0);

    private final String window;
    private final long size;
    private final long slide;

    Kind(String window, long size, long slide) {
      this.window = window;
      this.size = size;
      this.slide = slide;
    }

    private String table(String mode) {
      return mode + "_" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** A row; {@code time} in milliseconds after {@link #BEGIN}. */
  private record Reading(String key, long time, int amount) {

    String json() {
      return "{\"key\": \"%s\", \"amount\": %d, \"at\": \"%s\"}"
          .formatted(key, amount, BEGIN.plusMillis(time));
    }
  }

  @TempDir Path root;

  @Test
  void giveWhatAllRowsAtOnceGive() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Reading> sofar = new ArrayList<>();
    try (TestKafka kafka = TestKafka.shared()) {
      KafkaAccess access = new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
      PipelineFolder pipeline = new PipelineFolder(root, access, yaml());

      // When: rows that are never behind the watermark, in runs of random sizes
      for (int run = 0; run < 3; run++) {
        List<Reading> batch = batch(random);
        for (int from = 0, to; from < batch.size(); from = to) {
          to = Math.min(batch.size(), from + 1 + random.nextInt(20));
          String name = "%d-%02d.json".formatted(run, from);
          pipeline.add(
              name, batch.subList(from, to).stream().map(Reading::json).toArray(String[]::new));
        }
        sofar.addAll(batch);
        pipeline.run("available_now");

        // Then
        for (String mode : List.of("update", "complete")) {
          for (Kind kind : Kind.values()) {
            check(pipeline, kind, mode, sofar, seed);
          }
        }
      }

      // and when a row far ahead closes all windows but its own
      List<Reading> closed = List.copyOf(sofar);
      sofar.add(new Reading("end", 100_000_000, 1));
      pipeline.add("end.json", sofar.get(sofar.size() - 1).json());
      pipeline.run("available_now");
      for (Kind kind : Kind.values()) {
        check(pipeline, kind, "update", sofar, seed);
        check(pipeline, kind, "complete", sofar, seed);
        if (kind != Kind.NONE) {
          check(pipeline, kind, "append", closed, seed);
        }
      }
    }
  }

  private static List<Reading> batch(Random random) {
    List<Reading> rows = new ArrayList<>();
    int count = 10 + random.nextInt(60);
    for (int i = 0; i < count; i++) {
      long time = 1000L * random.nextInt(MINUTES * 60);
      rows.add(new Reading("k" + random.nextInt(3), time, random.nextInt(100)));
    }
    return rows;
  }

  private static String yaml() {
    StringBuilder tables = new StringBuilder();
    for (Kind kind : Kind.values()) {
      for (String mode : List.of("append", "update", "complete")) {
        if (kind != Kind.NONE || !mode.equals("append")) {
          tables.append(
              """
                NAME:
                  from: rows
                  steps:
                    - with_column: {time: CAST(at AS TIMESTAMP)}
                    - with_watermark: {column: time, delay: 1 hour}
                    - group_by: {WINDOWkeys: [key], aggregate: {n: count(*), total: sum(amount)}}
                  write: {delta: DIR/tables/NAME, output_mode: MODE}
              """
                  .replace("NAME", kind.table(mode))
                  .replace("WINDOW", kind.window)
                  .replace("MODE", mode));
        }
      }
    }
    return """
        name: %s
        sources:
          rows:
            schema: "key STRING, amount INT, at STRING"
            files: {path: DIR/in, settle: 1 milliseconds, multiline: false}
            partitions: 2
        tables:
        """
            .formatted(TestKafka.unique("kinds"))
        + tables;
  }

  private static void check(
      PipelineFolder pipeline, Kind kind, String mode, List<Reading> rows, long seed) {
    String window = kind == Kind.NONE ? "" : "epoch_ms(window_start), epoch_ms(window_end), ";
    assertThat(
            TableQuery.rows(
                pipeline.table(kind.table(mode)), "SELECT " + window + "key, n, total FROM t"))
        .as("%s, seed %d", kind.table(mode), seed)
        .containsExactlyInAnyOrderElementsOf(expected(kind, rows));
  }

  private static List<String> expected(Kind kind, List<Reading> rows) {
    Map<String, long[]> groups = new TreeMap<>();
    if (kind == Kind.SESSION) {
      sessions(kind, rows, groups);
    }
    for (Reading row : rows) {
      if (kind == Kind.NONE) {
        add(groups, row.key(), row);
      } else if (kind != Kind.SESSION) {
        long last = row.time() - Math.floorMod(row.time(), kind.slide);
        for (long start = last; start + kind.size > row.time(); start -= kind.slide) {
          add(groups, text(start, start + kind.size, row.key()), row);
        }
      }
    }
    List<String> lines = new ArrayList<>();
    groups.forEach((group, sums) -> lines.add("%s, %d, %d".formatted(group, sums[0], sums[1])));
    return lines;
  }

  private static void sessions(Kind kind, List<Reading> rows, Map<String, long[]> groups) {
    Map<String, List<Reading>> byKey = new TreeMap<>();
    rows.forEach(r -> byKey.computeIfAbsent(r.key(), k -> new ArrayList<>()).add(r));
    for (List<Reading> ofKey : byKey.values()) {
      ofKey.sort(Comparator.comparingLong(Reading::time));
      int from = 0;
      for (int i = 1; i <= ofKey.size(); i++) {
        if (i == ofKey.size() || ofKey.get(i).time() - ofKey.get(i - 1).time() > kind.size) {
          Reading first = ofKey.get(from);
          String group = text(first.time(), ofKey.get(i - 1).time() + kind.size, first.key());
          ofKey.subList(from, i).forEach(r -> add(groups, group, r));
          from = i;
        }
      }
    }
  }

  private static String text(long start, long end, String key) {
    return "%d, %d, %s".formatted(BEGIN.toEpochMilli() + start, BEGIN.toEpochMilli() + end, key);
  }

  private static void add(Map<String, long[]> groups, String group, Reading row) {
    long[] sums = groups.computeIfAbsent(group, g -> new long[2]);
    sums[0]++;
    sums[1] += row.amount();
  }
}
