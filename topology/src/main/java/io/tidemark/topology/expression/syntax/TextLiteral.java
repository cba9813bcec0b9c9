package io.tidemark.topology.expression.syntax;

/** What a quoted text stands for. */
public final class TextLiteral {

  private TextLiteral() {}

  /**
   * The value of {@code 'it''s'} or {@code "it\'s"}: a doubled quote is one, and a backslash
   * escapes as in Spark. {@code \%} and {@code \_} keep their backslash, which LIKE reads.
   */
  public static String value(String quoted) {
    char quote = quoted.charAt(0);
    StringBuilder value = new StringBuilder(quoted.length());
    int end = quoted.length() - 1;
    int at = 1;
    while (at < end) {
      char c = quoted.charAt(at);
      if (c == '\\') {
        at = escaped(quoted, at + 1, value);
      } else {
        value.append(c);
        at += c == quote ? 2 : 1;
      }
    }
    return value.toString();
  }

  /** The value of {@code r'\d+'}: nothing is escaped. */
  public static String raw(String quoted) {
    return quoted.substring(2, quoted.length() - 1);
  }

  /** The name in backticks, or the name as it is. */
  public static String name(String written) {
    return written.startsWith("`")
        ? written.substring(1, written.length() - 1).replace("``", "`")
        : written;
  }

  /** Appends what the escape sequence at {@code at} means; returns the position after it. */
  private static int escaped(String quoted, int at, StringBuilder value) {
    char c = quoted.charAt(at);
    if (c == 'u' && isNumber(quoted, at + 1, 4, 16)) {
      value.append((char) Integer.parseInt(quoted, at + 1, at + 5, 16));
      return at + 5;
    }
    if (c >= '0' && c <= '1' && isNumber(quoted, at, 3, 8)) {
      value.append((char) Integer.parseInt(quoted, at, at + 3, 8));
      return at + 3;
    }
    switch (c) {
      case '0' -> value.append('\0');
      case 'b' -> value.append('\b');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'Z' -> value.append('\u001A');
      case '%', '_' -> value.append('\\').append(c);
      default -> value.append(c);
    }
    return at + 1;
  }

  private static boolean isNumber(String text, int from, int length, int radix) {
    if (from + length > text.length()) {
      return false;
    }
    return text.substring(from, from + length)
        .chars()
        .allMatch(c -> Character.digit(c, radix) >= 0);
  }
}
