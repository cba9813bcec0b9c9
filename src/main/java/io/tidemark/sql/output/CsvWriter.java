package io.tidemark.sql.output;

import io.tidemark.sql.Column;
import io.tidemark.sql.ResultWriter;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CSV (RFC 4180) with a header; null is nothing at all, an empty text is {@code ""}. */
public final class CsvWriter implements ResultWriter {

  private final PrintStream out;
  private long rows;

  public CsvWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) {
    line(columns.stream().map(c -> field(c.name())).toList());
  }

  @Override
  public boolean row(List<@Nullable Object> values) {
    line(values.stream().map(v -> v == null ? "" : field(Texts.cell(v))).toList());
    return !BrokenPipe.isBroken(out, ++rows);
  }

  @Override
  public void end() {
    out.flush();
  }

  private void line(List<String> fields) {
    out.print(fields.stream().collect(Collectors.joining(",", "", "\n")));
  }

  private static String field(String text) {
    boolean needsQuotes = text.isEmpty() || text.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
