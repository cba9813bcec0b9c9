package io.tidemark.cli.view;

import io.tidemark.run.RestoreSummary;
import io.tidemark.run.RunSummary;
import io.tidemark.run.SourceSummary;
import io.tidemark.run.TableSummary;
import io.tidemark.run.WindowSummary;
import io.tidemark.topology.plan.SinkPlan.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far a run has got, as a block of lines for a terminal or as one line for a log. */
final class ProgressText {

  private ProgressText() {}

  /** A line for the run, one per source and one per table of the pipeline. */
  static List<String> block(RunSummary summary, String state) {
    TextGrid grid = new TextGrid();
    for (SourceSummary source : summary.sources()) {
      grid.row("  " + source.name(), sourceParts(source).collect(Collectors.joining(", ")));
    }
    for (RestoreSummary restore : restoring(summary)) {
      grid.row("  " + restore.table(), restoring(restore));
    }
    for (TableSummary table : tables(summary)) {
      grid.row("  " + table.id(), tableParts(table).collect(Collectors.joining(", ")));
    }
    List<String> lines = new ArrayList<>();
    lines.add(summary.pipeline() + ": " + state + ", " + Amounts.time(summary.duration()));
    lines.addAll(grid.lines());
    return lines;
  }

  /** The same on one line, without the time: it changes only when something was done. */
  static String line(RunSummary summary) {
    Stream<String> sources =
        summary.sources().stream()
            .map(s -> s.name() + " " + sourceParts(s).collect(Collectors.joining(", ")));
    Stream<String> states =
        restoring(summary).stream().map(state -> state.table() + " " + restoring(state));
    Stream<String> tables =
        tables(summary).stream()
            .map(t -> t.id() + " " + tableParts(t).collect(Collectors.joining(", ")));
    return Stream.of(sources, states, tables)
        .flatMap(parts -> parts)
        .collect(Collectors.joining("; "));
  }

  private static List<RestoreSummary> restoring(RunSummary summary) {
    return summary.restores().stream().filter(state -> !state.isDone()).toList();
  }

  private static String restoring(RestoreSummary state) {
    return "restoring its state: %s of %s, %d %%"
        .formatted(
            Amounts.count(state.done()), Amounts.of(state.total(), "record"), state.percent());
  }

  private static List<TableSummary> tables(RunSummary summary) {
    return summary.tables().stream().filter(t -> t.kind() == Kind.TABLE).toList();
  }

  private static Stream<String> sourceParts(SourceSummary source) {
    List<String> parts = new ArrayList<>();
    source.files().ifPresent(f -> parts.add(files(f)));
    parts.add(Amounts.of(source.records(), "record") + " read");
    if (source.bad() > 0) {
      parts.add(Amounts.count(source.bad()) + " bad");
    }
    return parts.stream();
  }

  private static String files(SourceSummary.Files files) {
    long found = files.processed() + files.waiting();
    return files.waiting() == 0
        ? Amounts.of(files.processed(), "file") + " in Kafka"
        : Amounts.count(files.processed()) + " of " + Amounts.of(found, "file") + " in Kafka";
  }

  private static Stream<String> tableParts(TableSummary table) {
    List<String> parts = new ArrayList<>();
    parts.add(Amounts.of(table.rows(), "row"));
    parts.add(Amounts.of(table.commits(), "commit"));
    if (table.lateRows() > 0) {
      parts.add(Amounts.count(table.lateRows()) + " late");
    }
    table.windows().ifPresent(windows -> parts.addAll(windowParts(windows)));
    return parts.stream();
  }

  private static List<String> windowParts(WindowSummary windows) {
    List<String> parts = new ArrayList<>();
    windows.watermark().ifPresent(w -> parts.add("watermark " + Amounts.time(w)));
    windows.holder().ifPresent(h -> parts.add("held by " + h.source() + "-" + h.partition()));
    parts.add(Amounts.of(windows.open(), "open window"));
    return parts;
  }
}
