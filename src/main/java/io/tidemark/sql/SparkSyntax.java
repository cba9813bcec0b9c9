package io.tidemark.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Turns what Spark writes otherwise into DuckDB's SQL: names in backticks, {@code TIMESTAMP('…')},
 * {@code t VERSION AS OF 3 x}. Every character keeps its place as far as that is possible.
 */
final class SparkSyntax {

  /** What may follow a table and so is not another name for it. */
  private static final Set<String> NO_ALIAS =
      Set.of(
          "where",
          "join",
          "left",
          "right",
          "inner",
          "outer",
          "full",
          "cross",
          "natural",
          "semi",
          "anti",
          "asof",
          "positional",
          "on",
          "using",
          "group",
          "order",
          "having",
          "limit",
          "offset",
          "union",
          "except",
          "intersect",
          "window",
          "qualify",
          "tablesample",
          "sample",
          "fetch",
          "pivot",
          "unpivot",
          "lateral");

  private final String sql;
  private final List<Token> tokens;
  private final StringBuilder out;
  private int token;
  private int copied;

  private SparkSyntax(String sql) {
    this.sql = sql;
    this.tokens = Tokens.of(sql).all();
    this.out = new StringBuilder(sql.length());
  }

  static String toStandard(String sql) {
    return new SparkSyntax(sql).rewrite();
  }

  private String rewrite() {
    while (token < tokens.size()) {
      if (is(0, Token.Kind.SPARK_NAME)) {
        sparkName();
      } else if (isTimeTravel()) {
        timeTravel();
      } else if (isTimestampCall()) {
        replace(1, "\"timestamp\"");
      } else {
        token++;
      }
    }
    return out.append(sql, copied, sql.length()).toString();
  }

  /** Puts other text in the place of the next tokens. */
  private void replace(int count, String text) {
    out.append(sql, copied, tokens.get(token).start()).append(text);
    token += count;
    copied = tokens.get(token - 1).end();
  }

  private void sparkName() {
    Token name = tokens.get(token);
    boolean isClosed = name.end() - name.start() > 1 && sql.charAt(name.end() - 1) == '`';
    replace(1, isClosed ? DuckDb.quoted(name.value()) : '"' + name.value());
  }

  /** {@code TIMESTAMP('…')}: DuckDB would read the bracket as the precision of a type. */
  private boolean isTimestampCall() {
    return isWord(0, "timestamp")
        && isSign(1, '(')
        && !isSign(2, ')')
        && !(token + 2 < tokens.size() && tokens.get(token + 2).isNumber() && isSign(3, ')'));
  }

  /** {@code t VERSION AS OF 3}, {@code t TIMESTAMP AS OF '…'}. */
  private boolean isTimeTravel() {
    boolean isBehindName = token > 0 && tokens.get(token - 1).isName();
    if (!isBehindName || !isWord(1, "as") || !isWord(2, "of") || token + 3 >= tokens.size()) {
      return false;
    }
    return (isWord(0, "version") && tokens.get(token + 3).isNumber())
        || (isWord(0, "timestamp") && is(3, Token.Kind.TEXT));
  }

  /** DuckDB wants the table's other name first, Spark last. */
  private void timeTravel() {
    Token value = tokens.get(token + 3);
    String at =
        "AT (%s => %s)"
            .formatted(
                isWord(0, "version") ? "VERSION" : "TIMESTAMP",
                sql.substring(value.start(), value.end()));
    int alias = isWord(4, "as") ? 5 : 4;
    boolean hasAlias =
        token + alias < tokens.size()
            && tokens.get(token + alias).isName()
            && (alias == 5
                || !NO_ALIAS.contains(tokens.get(token + alias).value().toLowerCase(Locale.ROOT)));
    if (!hasAlias) {
      replace(4, at);
      return;
    }
    replace(alias + 1, "AS " + DuckDb.quoted(tokens.get(token + alias).value()) + " " + at);
  }

  private boolean is(int ahead, Token.Kind kind) {
    return token + ahead < tokens.size() && tokens.get(token + ahead).kind() == kind;
  }

  private boolean isWord(int ahead, String word) {
    return token + ahead < tokens.size() && tokens.get(token + ahead).isWord(word);
  }

  private boolean isSign(int ahead, char sign) {
    return token + ahead < tokens.size() && tokens.get(token + ahead).isSign(sign);
  }
}
