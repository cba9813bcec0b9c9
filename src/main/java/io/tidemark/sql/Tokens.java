package io.tidemark.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL cut into words, names, texts and signs, without blanks and comments: as much of its syntax as
 * is needed to find statements and what they begin with. All else is DuckDB's to read.
 */
final class Tokens {

  private static final Pattern DOLLARS = Pattern.compile("\\$(\\p{Alpha}\\w*)?\\$");

  private final String sql;
  private final List<Token> all = new ArrayList<>();
  private int at;
  private boolean isOpen;

  private Tokens(String sql) {
    this.sql = sql;
  }

  static Tokens of(String sql) {
    Tokens tokens = new Tokens(sql);
    while (tokens.at < sql.length()) {
      tokens.next();
    }
    return tokens;
  }

  List<Token> all() {
    return List.copyOf(all);
  }

  /** Whether it ends inside of quotes or a comment. */
  boolean isOpen() {
    return isOpen;
  }

  private void next() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (sql.startsWith("--", at)) {
      skipTo(sql.indexOf('\n', at));
    } else if (sql.startsWith("/*", at)) {
      skipComment();
    } else if (c == '\'') {
      quoted(Token.Kind.TEXT, at, false);
    } else if (c == '"') {
      quoted(Token.Kind.NAME, at, false);
    } else if (c == '`') {
      quoted(Token.Kind.SPARK_NAME, at, false);
    } else if (c == '$' && dollars().lookingAt()) {
      dollarQuoted();
    } else if (isOfWord(c)) {
      word();
    } else {
      add(Token.Kind.SIGN, at, at + 1, String.valueOf(c));
    }
  }

  private void add(Token.Kind kind, int start, int end, String value) {
    all.add(new Token(kind, start, end, value));
    at = end;
  }

  private void skipTo(int end) {
    at = end < 0 ? sql.length() : end;
  }

  /** Comments nest, as in PostgreSQL. */
  private void skipComment() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
    isOpen |= depth > 0;
  }

  private void word() {
    int start = at;
    int end = at + 1;
    while (end < sql.length() && (isOfWord(sql.charAt(end)) || sql.charAt(end) == '$')) {
      end++;
    }
    boolean isEscaped = end == start + 1 && "eE".indexOf(sql.charAt(start)) >= 0;
    if (isEscaped && end < sql.length() && sql.charAt(end) == '\'') {
      at = end;
      quoted(Token.Kind.TEXT, start, true);
    } else {
      add(Token.Kind.WORD, start, end, sql.substring(start, end));
    }
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
  }

  /** A doubled quote stands for one; in {@code E'…'}, one behind a backslash does too. */
  private void quoted(Token.Kind kind, int start, boolean hasEscapes) {
    char quote = sql.charAt(at);
    StringBuilder value = new StringBuilder();
    for (int i = at + 1; i < sql.length(); i++) {
      char c = sql.charAt(i);
      boolean isTwo = i + 1 < sql.length() && (c == quote && sql.charAt(i + 1) == quote);
      boolean isEscape = hasEscapes && c == '\\' && i + 1 < sql.length();
      if (isTwo || isEscape) {
        value.append(sql.charAt(++i));
      } else if (c == quote) {
        add(kind, start, i + 1, value.toString());
        return;
      } else {
        value.append(c);
      }
    }
    isOpen = true;
    add(kind, start, sql.length(), value.toString());
  }

  private void dollarQuoted() {
    Matcher opening = dollars();
    opening.lookingAt();
    int closing = sql.indexOf(opening.group(), opening.end());
    isOpen |= closing < 0;
    int end = closing < 0 ? sql.length() : closing;
    String value = sql.substring(opening.end(), end);
    add(Token.Kind.TEXT, at, Math.min(sql.length(), end + opening.group().length()), value);
  }

  private Matcher dollars() {
    return DOLLARS.matcher(sql).region(at, sql.length());
  }
}
