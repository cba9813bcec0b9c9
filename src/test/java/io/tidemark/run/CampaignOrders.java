package io.tidemark.run;

import java.util.ArrayList;
import java.util.List;

/** Orders of which it is known what must become of them. */
final class CampaignOrders {

  static final String PIPELINE =
      """
      name: campaign
      sources:
        orders:
          schema: "id INT, country STRING, items ARRAY<STRUCT<price: INT>>"
          files:
            path: DIR/in
            clean_source: archive
            archive_dir: DIR/archive
            settle: 1 milliseconds
          partitions: 3
      tables:
        lines:
          from: orders
          steps:
            - explode_outer: items
            - select: [id, country, items.price]
          write: {delta: DIR/tables/lines}
      """;

  static final String LINES_QUERY = "SELECT id, price FROM t ORDER BY id, price";
  static final String BAD_QUERY = "SELECT decode(value) FROM t ORDER BY 1";

  private static final int ORDERS_IN_FILE = 200;
  private static final int BAD_ONE_IN = 50;

  private final PipelineFolder pipeline;
  private final List<String> lines = new ArrayList<>();
  private final List<String> bad = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
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
      files.add(name);
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
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
    return "{\"id\": %d, \"country\": \"C%d\", \"items\": [{\"price\": 1}, {\"price\": 2}]}"
        .formatted(id, id % 7);
  }
}
