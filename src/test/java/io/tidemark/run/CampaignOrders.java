package io.tidemark.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Orders, a minute apart, of which it is known what must become of them. */
final class CampaignOrders {

  /** A table of lines, from three partitions, and one of windows with late rows, from one. */
  static final String PIPELINE =
      """
      name: campaign
      sources:
        orders:
          schema: "id INT, at STRING, items ARRAY<STRUCT<price: INT>>"
          files:
            path: DIR/in
            clean_source: archive
            archive_dir: DIR/archive
            settle: 1 milliseconds
          partitions: 3
        timed_orders:
          schema: "id INT, at STRING, items ARRAY<STRUCT<price: INT>>"
          files:
            path: DIR/timed
            settle: 1 milliseconds
          partitions: 1
      tables:
        lines:
          from: orders
          steps:
            - explode_outer: items
            - select: [id, items.price]
          write: {delta: DIR/tables/lines}
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

  /** The same under another name, with topics of its own. */
  static String of(String name) {
    return PIPELINE
        .replace("name: campaign", "name: " + name)
        .replace("  orders:\n", "  orders:\n    topic: " + name + ".orders_topic\n")
        .replace("  timed_orders:\n", "  timed_orders:\n    topic: " + name + ".timed_topic\n");
  }

  static final String LINES_QUERY = "SELECT id, price FROM t ORDER BY id, price";
  static final String WINDOWS_QUERY = "SELECT orders, first FROM t ORDER BY window_start";
  static final String LATE_QUERY = "SELECT id FROM t ORDER BY id";
  static final String BAD_QUERY = "SELECT decode(value) FROM t ORDER BY 1";

  private static final int ORDERS_IN_FILE = 200;
  private static final int BAD_ONE_IN = 50;
  private static final int LATE_ONE_IN = 37;
  private static final int FIRST_LATE = 500;
  private static final Instant BEGIN = Instant.parse("2025-06-20T00:00:00Z");
  private static final Duration DELAY = Duration.ofMinutes(10);

  private final PipelineFolder pipeline;
  private final List<String> lines = new ArrayList<>();
  private final Map<Long, List<Integer>> idsByHour = new TreeMap<>();
  private final List<String> late = new ArrayList<>();
  private final List<String> bad = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
  private Instant latest = BEGIN;
  private int orders;

  CampaignOrders(PipelineFolder pipeline) {
    this.pipeline = pipeline;
  }

  void addFiles(int count) {
    for (int i = 0; i < count; i++) {
      String name = "%04d.json".formatted(files.size());
      List<String> text = new ArrayList<>();
      for (int n = 0; n < ORDERS_IN_FILE; n++) {
        text.add(next());
      }
      pipeline.add(name, text.toArray(String[]::new));
      pipeline.add(pipeline.folder("timed"), name, text.toArray(String[]::new));
      files.add(name);
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Those that the watermark has passed when all is read. */
  List<String> windows() {
    Instant watermark = latest.minus(DELAY);
    return idsByHour.entrySet().stream()
        .filter(e -> !BEGIN.plus(Duration.ofHours(e.getKey() + 1)).isAfter(watermark))
        .map(e -> e.getValue().size() + ", " + e.getValue().get(0))
        .toList();
  }

  List<String> late() {
    return List.copyOf(late);
  }

  List<String> bad() {
    return bad.stream().sorted().toList();
  }

  List<String> files() {
    return List.copyOf(files);
  }

  private String next() {
    int id = orders++;
    if (id % BAD_ONE_IN == 0) {
      String text = "order %06d is no JSON".formatted(id);
      bad.add(text);
      return text;
    }
    lines.add(id + ", " + 1);
    lines.add(id + ", " + 2);
    return "{\"id\": %d, \"at\": \"%s\", \"items\": [{\"price\": 1}, {\"price\": 2}]}"
        .formatted(id, time(id));
  }

  private Instant time(int id) {
    if (id > FIRST_LATE && id % LATE_ONE_IN == 0) {
      late.add(Integer.toString(id));
      return BEGIN;
    }
    Instant time = BEGIN.plus(Duration.ofMinutes(id));
    idsByHour.computeIfAbsent((long) id / 60, hour -> new ArrayList<>()).add(id);
    latest = time;
    return time;
  }
}
