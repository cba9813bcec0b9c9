package io.tidemark.sql;

/**
 * Turns Spark's quoted names ({@code `a b`}) into standard ones ({@code "a b"}). Knows strings,
 * quoted names and comments, and nothing else of SQL; every character keeps its place unless a name
 * has a quote in it.
 */
final class SparkQuoting {

  private final String sql;
  private final StringBuilder out;
  private int at;

  private SparkQuoting(String sql) {
    this.sql = sql;
    this.out = new StringBuilder(sql.length());
  }

  static String toStandard(String sql) {
    return new SparkQuoting(sql).rewrite();
  }

  private String rewrite() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '`') {
        name();
      } else if (c == '\'' || c == '"') {
        copyUntil(sql.indexOf(c, at + 1), 1); // a doubled quote is just two strings in a row
      } else if (sql.startsWith("--", at)) {
        copyUntil(sql.indexOf('\n', at), 1);
      } else if (sql.startsWith("/*", at)) {
        copyUntil(sql.indexOf("*/", at + 2), 2);
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private void copyUntil(int closing, int length) {
    int end = closing < 0 ? sql.length() : closing + length;
    out.append(sql, at, end);
    at = end;
  }

  /**
   * A doubled backtick stands for one; a name that isn't closed is left for the parser to judge.
   */
  private void name() {
    out.append('"');
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c != '`') {
        out.append(c == '"' ? "\"\"" : String.valueOf(c));
      } else if (at < sql.length() && sql.charAt(at) == '`') {
        out.append('`');
        at++;
      } else {
        out.append('"');
        return;
      }
    }
  }
}
