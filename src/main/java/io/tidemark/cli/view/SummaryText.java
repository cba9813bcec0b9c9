package io.tidemark.cli.view;

import io.tidemark.run.RestoreSummary;
import io.tidemark.run.RunSummary;
import io.tidemark.run.SourceSummary;
import io.tidemark.run.TableSummary;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.SinkPlan.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run has done, and what a person may want to type next. */
public final class SummaryText {

  private static final String NONE = "-";

  private final RunSummary summary;
  private final String command;

  private SummaryText(RunSummary summary, String command) {
    this.summary = summary;
    this.command = command;
  }

  /**
   * The summary as lines.
   *
   * @param outcome how the run ended: {@code done}, {@code stopped}
   * @param command how the user calls Tidemark
   */
  public static List<String> lines(RunSummary summary, String outcome, String command) {
    SummaryText text = new SummaryText(summary, command);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s in %s%s"
            .formatted(
                summary.pipeline(),
                outcome,
                Amounts.time(summary.duration()),
                text.isNothingNew() ? ", nothing new" : ""));
    lines.add("");
    lines.addAll(text.sources());
    lines.add("");
    lines.addAll(text.tables());
    lines.addAll(text.restores());
    text.next().ifPresent(next -> lines.addAll(List.of("", "Next:", "  " + next)));
    return lines;
  }

  private boolean isNothingNew() {
    return summary.sources().stream()
            .allMatch(s -> s.records() == 0 && s.files().map(f -> f.processed() == 0).orElse(true))
        && summary.tables().stream().allMatch(t -> t.commits() == 0);
  }

  private List<String> sources() {
    TextGrid grid = new TextGrid().row("source", "files", "records", "bad", "");
    for (SourceSummary source : summary.sources()) {
      grid.row(
          source.name(),
          source.files().map(f -> Amounts.count(f.processed())).orElse(NONE),
          Amounts.count(source.records()),
          Amounts.count(source.bad()),
          source
              .files()
              .filter(f -> f.duplicates() > 0)
              .map(f -> Amounts.of(f.duplicates(), "duplicate file") + " not read again")
              .orElse(""));
    }
    return grid.lines();
  }

  /** The pipeline's tables, and of those for bad and late rows the ones that have any. */
  private List<String> tables() {
    TextGrid grid = new TextGrid().row("table", "rows", "commits", "version", "late", "path");
    for (TableSummary table : summary.tables()) {
      if (table.kind() == Kind.TABLE || table.rows() > 0) {
        grid.row(
            name(table),
            Amounts.count(table.rows()),
            Amounts.count(table.commits()),
            table.version().isPresent() ? Long.toString(table.version().getAsLong()) : NONE,
            canBeLate(table) ? Amounts.count(table.lateRows()) : NONE,
            table.target().place());
      }
    }
    return grid.lines();
  }

  /** Only of those of which there was something to read. */
  private List<String> restores() {
    TextGrid grid = new TextGrid().row("state read again from Kafka", "records", "");
    List<RestoreSummary> restored =
        summary.restores().stream().filter(state -> state.records() > 0).toList();
    for (RestoreSummary state : restored) {
      grid.row(
          state.table(),
          Amounts.count(state.records()),
          state.isDone() ? "" : "%d %% of it".formatted(state.percent()));
    }
    return restored.isEmpty()
        ? List.of()
        : Stream.concat(Stream.of(""), grid.lines().stream()).toList();
  }

  private boolean canBeLate(TableSummary table) {
    return table.kind() == Kind.TABLE
        && summary.tables().stream()
            .anyMatch(t -> t.kind() == Kind.LATE && t.name().equals(table.name()));
  }

  private static String name(TableSummary table) {
    return switch (table.kind()) {
      case TABLE -> table.id();
      case DEAD_LETTER -> table.name() + " (bad records)";
      case LATE -> table.name() + " (late rows)";
    };
  }

  /** A query of the last of the pipeline's tables that has rows at all. */
  private Optional<String> next() {
    return summary.tables().stream()
        .filter(
            t ->
                t.target() instanceof WriteDefinition.Delta
                    && t.kind() == Kind.TABLE
                    && t.version().orElse(0) > 0)
        .reduce((first, second) -> second)
        .map(
            t ->
                "%s sql \"SELECT * FROM delta.\\`%s\\` LIMIT 10\""
                    .formatted(command, t.target().place().replaceAll("([\"$\\\\])", "\\\\$1")));
  }
}
