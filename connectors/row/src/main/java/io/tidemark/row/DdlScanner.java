package io.tidemark.row;

/** The words, names and signs of a DDL text from left to right; blanks between them are skipped. */
final class DdlScanner {

  private static final int SHOWN_CHARACTERS = 20;
  private static final int MAX_DIGITS = 4;

  private final String text;
  private int at;

  DdlScanner(String text) {
    this.text = text;
  }

  /** Where the next thing begins. */
  int position() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  boolean isAtEnd() {
    return position() == text.length();
  }

  boolean take(char c) {
    boolean isThere = isNext(c);
    if (isThere) {
      at++;
    }
    return isThere;
  }

  void require(char c) {
    if (!take(c)) {
      throw expected("'" + c + "'");
    }
  }

  /** Letters, digits and underscores; empty if there are none. */
  String word() {
    int start = position();
    while (at < text.length() && isWordCharacter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  boolean takeWord(String word) {
    int start = position();
    boolean isThere = word().equalsIgnoreCase(word);
    if (!isThere) {
      at = start;
    }
    return isThere;
  }

  /** A word, or anything in backticks. */
  String name() {
    if (isNext('`')) {
      int start = at;
      String name = quoted('`');
      if (name.isEmpty()) {
        throw new DdlException(start, "a column needs a name");
      }
      return name;
    }
    String word = word();
    if (word.isEmpty()) {
      throw expected("a column name");
    }
    if (at < text.length() && !endsName(text.charAt(at))) {
      throw new DdlException(
          at,
          "column name '%s' goes on with '%s'; put a name with such characters in backticks"
              .formatted(word, text.charAt(at)));
    }
    return word;
  }

  int number() {
    int start = position();
    String digits = word();
    if (!digits.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      at = start;
      throw expected("a number");
    }
    return Integer.parseInt(digits);
  }

  /** Steps over a text in single or double quotes. */
  void comment() {
    if (!isNext('\'') && !isNext('"')) {
      throw expected("a comment in quotes");
    }
    quoted(text.charAt(at));
  }

  DdlException expected(String what) {
    int start = position();
    String rest = text.substring(start);
    String found =
        rest.isEmpty()
            ? "the end"
            : "'" + rest.substring(0, Math.min(rest.length(), SHOWN_CHARACTERS)) + "'";
    return new DdlException(start, "expected " + what + ", found " + found);
  }

  private boolean isNext(char c) {
    return position() < text.length() && text.charAt(at) == c;
  }

  /** What is between two quotes; a quote in it is written twice. */
  private String quoted(char quote) {
    int start = at++;
    StringBuilder quoted = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote && !(at < text.length() && text.charAt(at) == quote)) {
        return quoted.toString();
      }
      quoted.append(c);
      at += c == quote ? 1 : 0;
    }
    throw new DdlException(start, "the quote is never closed");
  }

  private static boolean endsName(char c) {
    return Character.isWhitespace(c) || ":,>".indexOf(c) >= 0;
  }

  private static boolean isWordCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
