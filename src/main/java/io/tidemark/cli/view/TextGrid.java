package io.tidemark.cli.view;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of cells, lined up: the first column and the last to the left, those between to the right.
 */
final class TextGrid {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextGrid row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  List<String> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      String padding = " ".repeat(widths[i] - cell.length());
      boolean isLeft = i == 0 || i == widths.length - 1;
      line.append(i == 0 ? "" : GAP).append(isLeft ? cell + padding : padding + cell);
    }
    return line.toString().stripTrailing();
  }
}
