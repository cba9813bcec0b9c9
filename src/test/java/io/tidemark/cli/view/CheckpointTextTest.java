package io.tidemark.cli.view;

import io.tidemark.checkpoint.CheckpointReport;
import io.tidemark.checkpoint.CheckpointReport.Commit;
import io.tidemark.checkpoint.CheckpointReport.Files;
import io.tidemark.checkpoint.CheckpointReport.Holder;
import io.tidemark.checkpoint.CheckpointReport.Mark;
import io.tidemark.checkpoint.CheckpointReport.Metadata;
import io.tidemark.checkpoint.CheckpointReport.Offset;
import io.tidemark.checkpoint.CheckpointReport.Source;
import io.tidemark.checkpoint.CheckpointReport.SourceFile;
import io.tidemark.checkpoint.CheckpointReport.State;
import io.tidemark.golden.Golden;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointTextTest {

  private static final CheckpointReport REPORT =
      new CheckpointReport(
          "shop",
          new Metadata(
              "0e1f", "0.1.0", 1, List.of("lines: id STRING", "per_hour: id STRING, n BIGINT")),
          List.of(
              new Source(
                  "orders",
                  "orders",
                  0,
                  2_086,
                  new Files(102, 1, 2_086),
                  List.of(
                      new SourceFile("1.json", "done", 2_000, 1_153_206, 1_153_206),
                      new SourceFile("2.json", "partly", 86, 90_000, 43_000))),
              new Source("returns", "returns", 5, 12, new Files(0, 0, 0), List.of())),
          List.of(
              new Offset("shop.topology", "orders", 0, 2_080L, 2_086),
              new Offset("connect-shop.lines", "shop.lines.rows", 0, null, 2_000)),
          List.of(
              new Commit(
                  "lines", "out/lines", "shop.lines.rows", 0, 1_990L, 17L, "2025-06-20T08:00:00Z"),
              new Commit(
                  "lines", "out/lines", "shop.lines.rows", 1, null, 17L, "2025-06-20T08:00:00Z")),
          List.of(new State("per_hour", "shop.topology-per_hour-windows-changelog", 41, 65_536)),
          List.of(
              new Mark(
                  "per_hour",
                  0,
                  "2025-06-20T07:59:50Z",
                  new Holder("orders", 0, "2025-06-20T08:00:00Z"),
                  3),
              new Mark("per_hour", 1, null, new Holder("returns", 2, null), 0),
              new Mark("per_hour", 2, "2025-06-20T09:00:00Z", null, 1_200)));

  @Test
  void showsWhereAPipelineStands() {
    Golden.assertSame(
        Path.of("test/resources/io/tidemark/cli/view/checkpoint.txt"),
        String.join("\n", CheckpointText.lines(REPORT)) + "\n");
  }
}
