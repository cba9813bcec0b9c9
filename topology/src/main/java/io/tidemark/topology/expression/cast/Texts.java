package io.tidemark.topology.expression.cast;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers read from texts; null from what is none. Blanks around them don't count. */
final class Texts {

  private Texts() {}

  /** Digits with an optional sign; no point, no exponent. */
  static @Nullable Long integer(String text, long min, long max) {
    int start = start(text);
    int end = end(text, start);
    boolean isNegative = start < end && text.charAt(start) == '-';
    int at = start < end && (isNegative || text.charAt(start) == '+') ? start + 1 : start;
    if (at == end) {
      return null;
    }
    long value = 0; // negative, because there is one more of those
    for (; at < end; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
        return null;
      }
      value = value * 10 - digit;
    }
    if (!isNegative && value == Long.MIN_VALUE) {
      return null;
    }
    long signed = isNegative ? value : -value;
    return signed < min || signed > max ? null : signed;
  }

  /** As Java reads a double, and Spark's words for what is none. */
  static @Nullable Double floating(String text) {
    String number = trimmed(text);
    if (isNumeral(number)) {
      try {
        return Double.valueOf(number);
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return switch (number.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> null;
    };
  }

  static @Nullable BigDecimal decimal(String text) {
    String number = trimmed(text);
    if (!isNumeral(number)) {
      return null;
    }
    try {
      return new BigDecimal(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static String trimmed(String text) {
    int start = start(text);
    return text.substring(start, end(text, start));
  }

  /** Whether it may be a number: spares an exception for each text that plainly is none. */
  private static boolean isNumeral(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789.+-eEdDfF".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static int start(String text) {
    int start = 0;
    while (start < text.length() && isBlank(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static int end(String text, int start) {
    int end = text.length();
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || Character.isISOControl(c);
  }
}
