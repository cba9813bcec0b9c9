package io.tidemark.row.time;

/** Reads numbers and signs out of a text from left to right. */
final class TextCursor {

  /** What {@link #number} returns when there isn't one of the asked length. */
  static final int NONE = -1;

  private final String text;
  private final int end;
  private int at;

  /** Leading and trailing blanks and control characters don't count. */
  TextCursor(String text) {
    this.text = text;
    int start = 0;
    int stop = text.length();
    while (start < stop && isBlank(text.charAt(start))) {
      start++;
    }
    while (stop > start && isBlank(text.charAt(stop - 1))) {
      stop--;
    }
    this.at = start;
    this.end = stop;
  }

  boolean isAtEnd() {
    return at == end;
  }

  boolean isAt(char c) {
    return at < end && text.charAt(at) == c;
  }

  boolean take(char c) {
    if (isAt(c)) {
      at++;
      return true;
    }
    return false;
  }

  /** All digits from here on as a number, or {@link #NONE} if they are too few or too many. */
  int number(int minDigits, int maxDigits) {
    int start = at;
    int value = 0;
    while (at < end && isDigit(text.charAt(at))) {
      if (at - start == maxDigits) {
        return NONE;
      }
      value = value * 10 + (text.charAt(at++) - '0');
    }
    return at - start < minDigits ? NONE : value;
  }

  /** All digits from here on as millionths; the seventh and later ones are cut off. */
  int micros() {
    int micros = 0;
    int digits = 0;
    while (at < end && isDigit(text.charAt(at))) {
      if (digits < 6) {
        micros = micros * 10 + (text.charAt(at) - '0');
        digits++;
      }
      at++;
    }
    for (; digits < 6; digits++) {
      micros *= 10;
    }
    return micros;
  }

  /** What is left, trimmed. */
  String rest() {
    return text.substring(at, end).trim();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || Character.isISOControl(c);
  }
}
