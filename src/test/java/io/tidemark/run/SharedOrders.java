package io.tidemark.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Any number of orders for several processes, of which it is known what must become of them: a
 * table of lines with three targets, two by key, and, from a source of a tenth of the orders that
 * has one partition, one of windows with late rows.
 */
final class SharedOrders {

  private static final String PIPELINE =
      """
      name: NAME
      sources:
        orders:
          topic: NAME.orders_topic
          schema: "id INT, at STRING, items ARRAY<STRUCT<price: INT>>"
          files: {path: DIR/in, clean_source: archive, archive_dir: DIR/archive, settle: 1 milliseconds}
          partitions: PARTITIONS
        timed_orders:
          topic: NAME.timed_topic
          schema: "id INT, at STRING, items ARRAY<STRUCT<price: INT>>"
          files: {path: DIR/timed, settle: 1 milliseconds}
          partitions: 1
      tables:
        lines:
          from: orders
          steps:
            - explode_outer: items
            - select: [id, items.price]
          write:
            - {delta: DIR/tables/lines}
            - {topic: NAME.json}
            - {foreach_batch: io.tidemark.run.FileBatches, config: {folder: DIR/batches}}
        totals:
          from: orders
          steps:
            - with_column: {bucket: id % 100}
            - group_by: {keys: [bucket], aggregate: {n: count(*), total: sum(id)}}
          write: {delta: DIR/tables/totals, output_mode: update}
        digits:
          from: orders
          steps:
            - group_by: {keys: [id % 10 AS digit], aggregate: {n: count(*), total: sum(id)}}
          write: {delta: DIR/tables/digits, output_mode: complete}
        per_hour:
          from: timed_orders
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 10 minutes}
            - group_by:
                window: {size: 1 hour}
                aggregate: {orders: count(*), first: min(id)}
          write: {delta: DIR/tables/per_hour}
      """;

  private static final int BUCKETS = 100;
  private static final int DIGITS = 10;
  private static final int TIMED_ONE_IN = 10;
  private static final int BAD_ONE_IN = 50;
  private static final int LATE_ONE_IN = 37;
  private static final int FIRST_LATE = 500;
  private static final Instant BEGIN = Instant.parse("2025-06-20T00:00:00Z");
  private static final Duration DELAY = Duration.ofMinutes(10);

  private final PipelineFolder pipeline;
  private final int ordersInFile;
  private final long[] counts = new long[BUCKETS];
  private final long[] sums = new long[BUCKETS];
  private final Map<Long, List<Integer>> timedByHour = new TreeMap<>();
  private int orders;
  private int timed;
  private int late;
  private int files;
  private Instant latest = BEGIN;

  SharedOrders(PipelineFolder pipeline, int ordersInFile) {
    this.pipeline = pipeline;
    this.ordersInFile = ordersInFile;
  }

  static String pipeline(String name, int partitions) {
    return PIPELINE.replace("NAME", name).replace("PARTITIONS", Integer.toString(partitions));
  }

  /** Adds files of at least so many orders in all. */
  void add(int count) {
    for (int end = orders + count; orders < end; files++) {
      String[] text = new String[ordersInFile];
      Arrays.setAll(text, i -> next());
      pipeline.add("%06d.json".formatted(files), text);
      String[] timedText = new String[Math.max(1, ordersInFile / TIMED_ONE_IN)];
      Arrays.setAll(timedText, i -> nextTimed());
      pipeline.add(pipeline.folder("timed"), "%06d.json".formatted(files), timedText);
    }
  }

  int orders() {
    return orders;
  }

  int files() {
    return files;
  }

  /** How many of the orders can't be read. */
  long bad() {
    return bad(orders);
  }

  /** The same of both sources. */
  long allBad() {
    return bad(orders) + bad(timed);
  }

  long lines() {
    return 2 * (orders - bad());
  }

  long late() {
    return late;
  }

  static boolean isBad(int id) {
    return id % BAD_ONE_IN == 0;
  }

  /** Of each bucket that has any: bucket, count, sum of ids. */
  List<String> totals() {
    return totals(BUCKETS);
  }

  /** The same by the ids' last digits. */
  List<String> digits() {
    return totals(DIGITS);
  }

  private List<String> totals(int groups) {
    List<String> totals = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      long count = 0;
      long sum = 0;
      for (int bucket = i; bucket < BUCKETS; bucket += groups) {
        count += counts[bucket];
        sum += sums[bucket];
      }
      if (count > 0) {
        totals.add(i + ", " + count + ", " + sum);
      }
    }
    return totals;
  }

  /** Those that the watermark has passed when all is read: count and first id. */
  List<String> windows() {
    Instant watermark = latest.minus(DELAY);
    return timedByHour.entrySet().stream()
        .filter(e -> !BEGIN.plus(Duration.ofHours(e.getKey() + 1)).isAfter(watermark))
        .map(e -> e.getValue().size() + ", " + e.getValue().get(0))
        .toList();
  }

  private static long bad(int ids) {
    return (ids + BAD_ONE_IN - 1L) / BAD_ONE_IN;
  }

  private String next() {
    int id = orders++;
    if (isBad(id)) {
      return "order %07d is no JSON".formatted(id);
    }
    counts[id % BUCKETS]++;
    sums[id % BUCKETS] += id;
    return text(id, BEGIN);
  }

  private String nextTimed() {
    int id = timed++;
    if (isBad(id)) {
      return "timed %07d is no JSON".formatted(id);
    }
    if (id > FIRST_LATE && id % LATE_ONE_IN == 0) {
      late++;
      return text(id, BEGIN);
    }
    latest = BEGIN.plus(Duration.ofMinutes(id));
    timedByHour.computeIfAbsent((long) id / 60, hour -> new ArrayList<>()).add(id);
    return text(id, latest);
  }

  private static String text(int id, Instant time) {
    return "{\"id\": %d, \"at\": \"%s\", \"items\": [{\"price\": 1}, {\"price\": 2}]}"
        .formatted(id, time);
  }
}
