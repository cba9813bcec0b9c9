package io.tidemark.sql.output;

import io.tidemark.sql.Column;
import java.util.Arrays;
import java.util.List;

/** How rows of cells are set out as lines. */
sealed interface RowLayout {

  /** What separates two columns. */
  String SEPARATOR = " | ";

  /** A text column isn't cut to less than this. */
  int LEAST = 8;

  /** Lines to begin with, each ended. */
  String header();

  /** The lines of a row, each ended; rows are numbered from 1. */
  String row(long number, List<String> cells);

  /** Side by side if the columns can be made to fit, else one below the other. */
  static RowLayout of(List<Column> columns, List<List<String>> rows, int width) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          rows.stream()
              .mapToInt(r -> DisplayWidth.of(r.get(column)))
              .reduce(DisplayWidth.of(columns.get(i).name()), Math::max);
    }
    boolean fits = fit(columns, widths, width);
    return fits
        ? new SideBySide(columns, Arrays.stream(widths).boxed().toList())
        : new Below(columns);
  }

  /** Takes width from the widest texts until all fits. Numbers and times are never cut. */
  private static boolean fit(List<Column> columns, int[] widths, int width) {
    int separators = SEPARATOR.length() * (widths.length - 1);
    while (Arrays.stream(widths).asLongStream().sum() + separators > width) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean canGive = columns.get(i).isText() && widths[i] > LEAST;
        if (canGive && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return false;
      }
      widths[widest]--;
    }
    return true;
  }

  /** Columns beside each other, numbers to the right. */
  record SideBySide(List<Column> columns, List<Integer> widths) implements RowLayout {

    @Override
    public String header() {
      StringBuilder rule = new StringBuilder();
      for (int i = 0; i < widths.size(); i++) {
        rule.append(i == 0 ? "" : "-+-").append("-".repeat(widths.get(i)));
      }
      return row(0, columns.stream().map(Column::name).toList()) + rule + "\n";
    }

    @Override
    public String row(long number, List<String> cells) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        String text = DisplayWidth.cut(cells.get(i), widths.get(i));
        String padding = " ".repeat(widths.get(i) - DisplayWidth.of(text));
        line.append(i == 0 ? "" : SEPARATOR);
        line.append(columns.get(i).isNumeric() ? padding + text : text + padding);
      }
      return line.toString().stripTrailing() + "\n";
    }
  }

  /** A line per column, whole; rows divided by their number. */
  record Below(List<Column> columns) implements RowLayout {

    @Override
    public String header() {
      return "";
    }

    @Override
    public String row(long number, List<String> cells) {
      int width = columns.stream().mapToInt(c -> DisplayWidth.of(c.name())).max().orElse(0);
      StringBuilder lines = new StringBuilder("-- row " + number + "\n");
      for (int i = 0; i < cells.size(); i++) {
        String name = columns.get(i).name();
        lines.append(name).append(" ".repeat(width - DisplayWidth.of(name)));
        lines.append(SEPARATOR).append(cells.get(i)).append('\n');
      }
      return lines.toString();
    }
  }
}
