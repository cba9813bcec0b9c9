package io.tidemark.monitor;

import io.tidemark.monitor.health.Reason;
import io.tidemark.run.RunInsight;
import io.tidemark.run.SourceInsight;
import io.tidemark.run.TargetInsight;
import io.tidemark.run.WindowSummary;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

/** The page for people: how the run does, in a few lines of plain HTML. */
final class StatusPage {

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta http-equiv="refresh" content="5">
      <title>Tidemark: %1$s</title>
      <style>body{font-family:monospace}td,th{padding:0 1em 0 0;text-align:left}</style>
      <h1>%1$s: %2$s</h1>
      """;

  private static final String FOOT =
      """
      <p><a href="health">health</a> <a href="metrics">metrics</a></p>
      </html>
      """;

  private StatusPage() {}

  static String of(Status status) {
    StringBuilder page = new StringBuilder();
    page.append(HEAD.formatted(escaped(status.pipeline()), status.word()));
    for (Reason reason : status.health().reasons()) {
      page.append(
          "<p>%s: %s (since %s)</p>\n"
              .formatted(
                  escaped(reason.part()), escaped(reason.what()), Status.text(reason.since())));
    }
    RunInsight run = status.run();
    if (run != null) {
      page.append("<table>\n").append(row("source", "records", "bad", "lag"));
      run.sources().forEach(source -> page.append(row(source)));
      page.append("</table>\n<table>\n");
      page.append(
          row("table", "rows", "commits", "late", "lag", "last commit", "watermark", "held by"));
      run.targets().forEach(target -> page.append(row(target)));
      page.append("</table>\n");
    }
    return page.append(FOOT).toString();
  }

  private static String row(SourceInsight source) {
    return row(source.name(), count(source.records()), count(source.bad()), count(source.lag()));
  }

  private static String row(TargetInsight target) {
    OptionalLong last = target.held("last-commit-timestamp-ms");
    return row(
        target.id(),
        count(target.measured("rows-written-total")),
        count(target.measured("commits-total")),
        count(target.late()),
        count(target.held("records-lag")),
        last.orElse(-1) < 0 ? "-" : Status.text(Instant.ofEpochMilli(last.getAsLong())),
        target.watermark().map(Status::text).orElse("-"),
        target.windows().flatMap(WindowSummary::holder).map(Object::toString).orElse("-"));
  }

  private static String row(String... cells) {
    StringBuilder row = new StringBuilder("<tr>");
    for (String cell : cells) {
      row.append("<td>").append(escaped(cell)).append("</td>");
    }
    return row.append("</tr>\n").toString();
  }

  private static String count(OptionalLong number) {
    return number.isEmpty() ? "-" : count(number.getAsLong());
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
