package io.tidemark.cli.view;

import io.tidemark.run.RestoreSummary;
import io.tidemark.run.RunSummary;
import io.tidemark.run.SourceSummary;
import io.tidemark.run.TableSummary;
import io.tidemark.run.WindowSummary;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.SinkPlan.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Summaries of runs that never were. */
final class Runs {

  static final RunSummary HALF_WAY =
      new RunSummary(
          "orders",
          List.of(
              new SourceSummary(
                  "orders", Optional.of(new SourceSummary.Files(40, 0, 62, 900, 400_000)), 861, 0)),
          List.of(table("order_lines", Kind.TABLE, 2_400, 3, 3), windowed(120, 0)),
          List.of(),
          Duration.ofMillis(1_234));

  static final RunSummary DONE =
      new RunSummary(
          "orders",
          List.of(
              new SourceSummary(
                  "orders",
                  Optional.of(new SourceSummary.Files(102, 1, 0, 2_085, 1_153_206)),
                  2_085,
                  1),
              new SourceSummary("returns", Optional.empty(), 12, 0)),
          List.of(
              table("order_lines", Kind.TABLE, 7_654, 1, 1),
              windowed(1_532, 1),
              table("orders", Kind.DEAD_LETTER, 1, 1, 1),
              table("revenue_by_country", Kind.LATE, 1, 1, 1),
              table("returns", Kind.DEAD_LETTER, 0, 0, 0)),
          List.of(),
          Duration.ofSeconds(65));

  static final RunSummary NOTHING_NEW =
      new RunSummary(
          "orders",
          List.of(
              new SourceSummary(
                  "orders", Optional.of(new SourceSummary.Files(0, 0, 0, 0, 0)), 0, 0)),
          List.of(table("order_lines", Kind.TABLE, 0, 0, 7)),
          List.of(),
          Duration.ofMillis(2_345));

  private Runs() {}

  /** The same, where the table of windows had lost its state. */
  static RunSummary restoring(RunSummary run, long records, long done, long total) {
    return new RunSummary(
        run.pipeline(),
        run.sources(),
        run.tables(),
        List.of(new RestoreSummary("revenue_by_country", records, done, total)),
        run.duration());
  }

  private static TableSummary table(String name, Kind kind, long rows, long commits, long version) {
    String suffix =
        switch (kind) {
          case TABLE -> "";
          case DEAD_LETTER -> "_dead_letter";
          case LATE -> "_late";
        };
    return new TableSummary(
        name,
        name,
        kind,
        WriteDefinition.Delta.appended("data/tables/" + name + suffix),
        rows,
        commits,
        OptionalLong.of(version),
        0,
        Optional.empty());
  }

  private static TableSummary windowed(long rows, long late) {
    return new TableSummary(
        "revenue_by_country",
        "revenue_by_country",
        Kind.TABLE,
        WriteDefinition.Delta.appended("data/tables/revenue_by_country"),
        rows,
        1,
        OptionalLong.of(1),
        late,
        Optional.of(
            new WindowSummary(
                Optional.of(Instant.parse("2025-06-22T22:15:25Z")),
                Optional.of(new WindowSummary.Holder("returns", 3)),
                12)));
  }
}
