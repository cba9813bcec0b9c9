package io.tidemark.sql.output;

import io.tidemark.sql.Column;
import io.tidemark.sql.ResultWriter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table for people: columns lined up, fitted to the width there is, {@code NULL} visible. When
 * the columns can't be made to fit, each row is written as a block of lines instead.
 */
public final class TableWriter implements ResultWriter {

  /** So many rows decide how wide columns are; later ones are cut to that. */
  private static final int SAMPLE = 1000;

  private final PrintStream out;
  private final Limits limits;
  private final List<List<String>> sample = new ArrayList<>();
  private List<Column> columns = List.of();
  private @Nullable RowLayout layout;
  private long rows;
  private boolean isCutShort;

  /**
   * How much room there is.
   *
   * @param columns of the terminal; {@link #UNLIMITED} for a file or pipe
   * @param rows to show at most
   * @param option by which the user sets {@code rows}
   */
  public record Limits(int columns, long rows, String option) {
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public Limits(int columns, long rows) {
      this(columns, rows, "--rows");
    }
  }

  public TableWriter(PrintStream out, Limits limits) {
    this.out = out;
    this.limits = limits;
  }

  @Override
  public void begin(List<Column> columns) {
    this.columns = columns.stream().map(c -> new Column(visible(c.name()), c.type())).toList();
  }

  @Override
  public boolean row(List<@Nullable Object> values) {
    if (rows == limits.rows()) {
      isCutShort = true;
      return false;
    }
    rows++;
    List<String> cells = values.stream().map(TableWriter::cell).toList();
    if (layout != null) {
      out.print(layout.row(rows, cells));
    } else {
      sample.add(cells);
      if (sample.size() == SAMPLE) {
        writeSample();
      }
    }
    return !BrokenPipe.isBroken(out, rows);
  }

  @Override
  public void end() {
    if (layout == null) {
      writeSample();
    }
    String count = rows == 1 ? "1 row" : rows + " rows";
    String more = "; " + limits.option() + " N shows more)";
    out.println(isCutShort ? "(the first " + count + more : "(" + count + ")");
  }

  private void writeSample() {
    layout = RowLayout.of(columns, sample, limits.columns());
    out.print(layout.header());
    for (int i = 0; i < sample.size(); i++) {
      out.print(layout.row(i + 1, sample.get(i)));
    }
    sample.clear();
  }

  private static String cell(@Nullable Object value) {
    return value == null ? "NULL" : visible(Texts.cell(value));
  }

  /** Control characters are shown, not sent: data must not drive the terminal. */
  private static String visible(String raw) {
    StringBuilder text = new StringBuilder();
    raw.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                  if (Character.isISOControl(c)) {
                    text.append("\\u%04x".formatted(c));
                  } else {
                    text.appendCodePoint(c);
                  }
                }
              }
            });
    return text.toString();
  }
}
