package io.tidemark.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement's text and where it stands, so that errors can say where they are.
 *
 * @param name of what it is from: {@code query}, {@code report.sql}
 * @param line on which it begins, from 1
 * @param column at which it begins on that line, from 1
 */
public record SqlText(String name, String text, int line, int column) {

  /** What stands on the command line. */
  public static SqlText query(String text) {
    return new SqlText("query", text, 1, 1);
  }

  /**
   * The statements of a script, which end with semicolons. What isn't closed before the end makes
   * the last one.
   */
  public static List<SqlText> statements(String name, String script) {
    List<SqlText> statements = new ArrayList<>();
    SqlText last = new SqlText(name, script, 1, 1);
    int lastStart = 0;
    int start = -1;
    int end = 0;
    List<Token> tokens = Tokens.of(script).all();
    for (int i = 0; i <= tokens.size(); i++) {
      boolean isEnd = i == tokens.size() || tokens.get(i).isSign(';');
      if (!isEnd) {
        start = start < 0 ? tokens.get(i).start() : start;
        end = tokens.get(i).end();
      } else if (start >= 0) {
        Place at = new Place(last.line, last.column).behind(script, lastStart, start);
        last = new SqlText(name, script.substring(start, end), at.line, at.column);
        lastStart = start;
        statements.add(last);
        start = -1;
      }
    }
    return statements;
  }

  /** Whether all that was begun is closed and ended with a semicolon. */
  public static boolean isComplete(String script) {
    Tokens tokens = Tokens.of(script);
    List<Token> all = tokens.all();
    return !tokens.isOpen() && (all.isEmpty() || all.get(all.size() - 1).isSign(';'));
  }

  SqlText part(int start, int end) {
    Place at = placeOf(start);
    return new SqlText(name, text.substring(start, end), at.line, at.column);
  }

  /** Where a character of the text is, as people count. */
  String where(int index) {
    Place at = placeOf(index);
    return at.line == 1
        ? name + ", character " + at.column
        : name + ", line " + at.line + ", character " + at.column;
  }

  /**
   * Where a byte of the text in UTF-8 is, as DuckDB counts.
   *
   * @param offset below 0 when DuckDB did not say
   */
  String whereByte(int offset) {
    if (offset < 0) {
      return name;
    }
    int bytes = 0;
    int index = 0;
    while (index < text.length() && bytes < offset) {
      int c = text.codePointAt(index);
      index += Character.charCount(c);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return where(index);
  }

  private Place placeOf(int index) {
    return new Place(line, column).behind(text, 0, index);
  }

  private record Place(int line, int column) {

    /** Where one is, beginning here, behind a piece of text. */
    Place behind(String text, int start, int end) {
      int lines = line;
      int columns = column;
      for (int i = start; i < end; i++) {
        if (text.charAt(i) == '\n') {
          lines++;
          columns = 1;
        } else if (!Character.isLowSurrogate(text.charAt(i))) {
          columns++;
        }
      }
      return new Place(lines, columns);
    }
  }
}
