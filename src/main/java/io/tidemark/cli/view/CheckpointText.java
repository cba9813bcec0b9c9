package io.tidemark.cli.view;

import io.tidemark.checkpoint.CheckpointReport;
import io.tidemark.checkpoint.CheckpointReport.Commit;
import io.tidemark.checkpoint.CheckpointReport.Holder;
import io.tidemark.checkpoint.CheckpointReport.Mark;
import io.tidemark.checkpoint.CheckpointReport.Offset;
import io.tidemark.checkpoint.CheckpointReport.Source;
import io.tidemark.checkpoint.CheckpointReport.SourceFile;
import io.tidemark.checkpoint.CheckpointReport.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a pipeline stands, as a person reads it. */
public final class CheckpointText {

  private static final String NONE = "-";

  private final CheckpointReport report;
  private final List<String> lines = new ArrayList<>();

  private CheckpointText(CheckpointReport report) {
    this.report = report;
  }

  public static List<String> lines(CheckpointReport report) {
    CheckpointText text = new CheckpointText(report);
    text.metadata();
    text.sources();
    text.offsets();
    text.commits();
    text.state();
    text.watermarks();
    return text.lines;
  }

  private void metadata() {
    lines.add("metadata");
    lines.add(
        "  pipeline %s, id %s, epoch %d, last run by Tidemark %s"
            .formatted(
                report.pipeline(),
                report.metadata().id(),
                report.metadata().epoch(),
                report.metadata().tidemark()));
    report.metadata().tables().forEach(t -> lines.add("  table " + t));
  }

  private void sources() {
    lines.add("");
    lines.add("sources");
    for (Source source : report.sources()) {
      lines.add(
          "  %s: topic %s, offsets %s to %s"
              .formatted(
                  source.name(),
                  source.topic(),
                  Amounts.count(source.begin()),
                  Amounts.count(source.end())));
      if (source.files().known() > 0) {
        files(source);
      }
    }
  }

  private void files(Source source) {
    lines.add(
        "  %s, %d not finished, %s"
            .formatted(
                Amounts.of(source.files().known(), "file"),
                source.files().unfinished(),
                Amounts.of(source.files().records(), "record")));
    TextGrid grid = new TextGrid().row("file", "state", "records", "bytes", "read to");
    for (SourceFile file : source.listed()) {
      grid.row(
          file.path(),
          file.state(),
          Amounts.count(file.records()),
          Amounts.count(file.sizeBytes()),
          Amounts.count(file.position()));
    }
    add(grid);
    long more = source.files().known() - source.listed().size();
    if (more > 0) {
      lines.add("  and %s; --all lists them".formatted(Amounts.of(more, "more file")));
    }
  }

  private void offsets() {
    lines.add("");
    lines.add("offsets");
    TextGrid grid = new TextGrid().row("group", "topic-partition", "position", "end", "lag");
    for (Offset offset : report.offsets()) {
      grid.row(
          offset.group(),
          offset.topic() + "-" + offset.partition(),
          number(offset.position()),
          Amounts.count(offset.end()),
          number(offset.lag()));
    }
    add(grid);
  }

  private void commits() {
    lines.add("");
    lines.add("commits");
    TextGrid grid = new TextGrid().row("table", "topic-partition", "written to", "version", "at");
    for (Commit commit : report.commits()) {
      grid.row(
          commit.table(),
          commit.topic() + "-" + commit.partition(),
          number(commit.offset()),
          number(commit.version()),
          text(commit.time()));
    }
    add(grid);
  }

  private void state() {
    lines.add("");
    lines.add("state");
    TextGrid grid = new TextGrid().row("table", "entries", "bytes here", "changelog");
    for (State state : report.state()) {
      grid.row(
          state.table(),
          Amounts.count(state.entries()),
          Amounts.count(state.diskBytes()),
          state.changelog());
    }
    add(grid);
  }

  private void watermarks() {
    lines.add("");
    lines.add("watermarks");
    TextGrid grid =
        new TextGrid().row("table", "partition", "watermark", "held back by", "open windows");
    for (Mark mark : report.watermarks()) {
      grid.row(
          mark.table(),
          Integer.toString(mark.partition()),
          text(mark.watermark()),
          text(mark.holder()),
          Amounts.count(mark.openWindows()));
    }
    add(grid);
  }

  private void add(TextGrid grid) {
    List<String> rows = grid.lines();
    (rows.size() == 1 ? List.of("none") : rows).forEach(row -> lines.add("  " + row));
  }

  private static String number(@Nullable Long number) {
    return number == null ? NONE : Amounts.count(number);
  }

  private static String text(@Nullable Holder holder) {
    if (holder == null) {
      return NONE;
    }
    String at = holder.eventTime() == null ? "no event time yet" : "at " + holder.eventTime();
    return "%s, partition %d (%s)".formatted(holder.source(), holder.partition(), at);
  }

  private static String text(@Nullable String text) {
    return text == null ? NONE : text;
  }
}
