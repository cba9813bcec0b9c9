package io.tidemark.topology.expression.value;

import io.tidemark.topology.expression.BadValueException;

/**
 * Texts by their characters, as Spark counts them: a character beyond the basic plane is one,
 * though Java holds it as two.
 */
public final class Characters {

  /** What a function makes longer than this is a mistake, not a value. */
  private static final int MAX_LENGTH = 64 << 20;

  private Characters() {}

  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * The part from a position on, as long as it reaches.
   *
   * @param position of the first character, from 1; from the end if negative; 0 counts as 1
   */
  public static String substring(String text, int position, int length) {
    int size = length(text);
    long start = position > 0 ? position - 1L : position < 0 ? (long) size + position : 0;
    long end = Math.min(size, start + length);
    start = Math.max(0, start);
    return end <= start ? "" : slice(text, (int) start, (int) end);
  }

  /** The first characters. */
  public static String left(String text, int length) {
    return slice(text, 0, Math.min(Math.max(length, 0), length(text)));
  }

  /** The last characters. */
  public static String right(String text, int length) {
    int size = length(text);
    return slice(text, Math.max(0, size - Math.max(length, 0)), size);
  }

  /** The position of the first occurrence that starts at or after {@code from}, from 1; 0: none. */
  public static int indexOf(String text, String part, int from) {
    if (from < 1 || from > length(text) + 1) {
      return 0;
    }
    int found = text.indexOf(part, text.offsetByCodePoints(0, from - 1));
    return found < 0 ? 0 : text.codePointCount(0, found) + 1;
  }

  /** As many characters of the repeated pad as are missing to a length. */
  public static String padding(String text, int length, String pad) {
    int missing = length - length(text);
    if (missing <= 0 || pad.isEmpty()) {
      return "";
    }
    int times = missing / length(pad) + 1;
    return left(repeat(pad, times), missing);
  }

  public static String repeat(String text, int times) {
    if ((long) text.length() * times > MAX_LENGTH) {
      throw new BadValueException("a text of more than %d characters".formatted(MAX_LENGTH));
    }
    return times <= 0 ? "" : text.repeat(times);
  }

  /** Each word's first letter in upper case, the others in lower case; blanks part words. */
  public static String capitalized(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean isStart = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      result.appendCodePoint(isStart ? Character.toTitleCase(c) : Character.toLowerCase(c));
      isStart = c == ' ';
      i += Character.charCount(c);
    }
    return result.toString();
  }

  /** Without any of {@code set} at the start. */
  public static String trimStart(String text, String set) {
    int start = 0;
    while (start < text.length() && set.indexOf(text.codePointAt(start)) >= 0) {
      start += Character.charCount(text.codePointAt(start));
    }
    return text.substring(start);
  }

  /** Without any of {@code set} at the end. */
  public static String trimEnd(String text, String set) {
    int end = text.length();
    while (end > 0 && set.indexOf(text.codePointBefore(end)) >= 0) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(0, end);
  }

  private static String slice(String text, int from, int to) {
    int start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, to - from));
  }
}
