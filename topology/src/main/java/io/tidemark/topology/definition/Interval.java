package io.tidemark.topology.definition;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark's interval strings: {@code 10 seconds}, {@code 1 hour 30 minutes}. */
final class Interval {

  static final String PATTERN =
      "([Ii][Nn][Tt][Ee][Rr][Vv][Aa][Ll] +)?([0-9]+ +[A-Za-z]+)( +[0-9]+ +[A-Za-z]+)*";
  static final String EXPECTED = "a length of time such as '10 seconds' or '1 hour 30 minutes'";

  private static final Pattern WHOLE = Pattern.compile(PATTERN);
  private static final Pattern PART = Pattern.compile("([0-9]+)\\s+([A-Za-z]+)");
  private static final Map<String, Duration> UNITS = units();

  private Interval() {}

  private static Map<String, Duration> units() {
    Map<String, Duration> units = new HashMap<>();
    units.put("microsecond", Duration.ofNanos(1000));
    units.put("millisecond", Duration.ofMillis(1));
    units.put("second", Duration.ofSeconds(1));
    units.put("minute", Duration.ofMinutes(1));
    units.put("hour", Duration.ofHours(1));
    units.put("day", Duration.ofDays(1));
    units.put("week", Duration.ofDays(7));
    return Map.copyOf(units);
  }

  /**
   * @throws IllegalArgumentException if it is none, or not greater than zero
   */
  static Duration parse(String text) {
    Duration duration = parseOrZero(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("'" + text + "' must be greater than zero");
    }
    return duration;
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static Duration parseOrZero(String text) {
    String plain = text.strip().replaceAll("\\s+", " ");
    if (!WHOLE.matcher(plain).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not " + EXPECTED);
    }
    Duration total = Duration.ZERO;
    Matcher part = PART.matcher(plain);
    while (part.find()) {
      total = plus(total, part, text);
    }
    return total;
  }

  private static Duration plus(Duration total, Matcher part, String text) {
    try {
      Duration sum =
          total.plus(unit(part.group(2), text).multipliedBy(Long.parseLong(part.group(1))));
      Math.multiplyExact(sum.toSeconds(), 1_000_000L); // event time is counted in microseconds
      return sum;
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is too long a time", e);
    }
  }

  private static Duration unit(String word, String text) {
    String name = word.toLowerCase(Locale.ROOT).replaceFirst("s$", "");
    if (name.equals("month") || name.equals("year")) {
      throw new IllegalArgumentException(
          "'" + text + "' has no fixed length; write it in days or weeks");
    }
    Duration unit = UNITS.get(name);
    if (unit == null) {
      throw new IllegalArgumentException(
          "'%s' is not %s: unknown unit '%s'; the units are microseconds, milliseconds, seconds, minutes, hours, days and weeks"
              .formatted(text, EXPECTED, word));
    }
    return unit;
  }
}
