package io.tidemark.topology.expression.value;

import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** Spark's pattern letters in terms of Java's. */
enum TimeLetters {
  FORMATTING("ABcenNpYWwu"),
  PARSING("ABcenNpYWwuEFqQ");

  private static final int MAX_FRACTION = 9;

  private final String refused;

  TimeLetters(String refused) {
    this.refused = refused;
  }

  /**
   * Appends the pattern: {@code y} is the proleptic year unless there is an era, and {@code S} are
   * digits of a fraction, when parsing at most as many as there are letters.
   */
  void append(String pattern, DateTimeFormatterBuilder builder) {
    StringBuilder run = new StringBuilder();
    boolean hasEra = pattern.indexOf('G') >= 0;
    boolean isQuoted = false;
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      isQuoted ^= c == '\'';
      if (isQuoted || c != 'S') {
        run.append(isQuoted || hasEra || c != 'y' ? checked(c, isQuoted) : 'u');
        at++;
      } else {
        builder.appendPattern(run.toString());
        run.setLength(0);
        at = appendFraction(pattern, at, builder);
      }
    }
    builder.appendPattern(run.toString());
  }

  private char checked(char letter, boolean isQuoted) {
    if (!isQuoted && refused.indexOf(letter) >= 0) {
      throw new IllegalArgumentException("the letter " + letter + " is not supported");
    }
    return letter;
  }

  private int appendFraction(String pattern, int from, DateTimeFormatterBuilder builder) {
    int end = from;
    while (end < pattern.length() && pattern.charAt(end) == 'S') {
      end++;
    }
    int digits = end - from;
    if (digits > MAX_FRACTION) {
      throw new IllegalArgumentException("a fraction has at most 9 digits");
    }
    builder.appendFraction(ChronoField.NANO_OF_SECOND, this == PARSING ? 1 : digits, digits, false);
    return end;
  }
}
