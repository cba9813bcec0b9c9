package io.tidemark.topology.expression.compile;

import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.value.Interval;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 1 day -2 hours 1.5 seconds}. */
final class IntervalUnits {

  private static final Pattern PART =
      Pattern.compile("\\G\\s*([+-]?)\\s*(\\d+(?:\\.\\d*)?|\\.\\d+)\\s+(\\w+)\\s*");

  private static final long MINUTE = 60 * Interval.MICROS_PER_SECOND;

  private IntervalUnits() {}

  /**
   * @throws io.tidemark.topology.expression.ExpressionException if it is no interval
   */
  static Interval parse(Source source, String text) {
    Matcher matcher = PART.matcher(text);
    Interval sum = new Interval(0, 0, 0);
    int at = 0;
    try {
      while (at < text.length() && matcher.find()) {
        BigDecimal count = new BigDecimal(matcher.group(1) + matcher.group(2));
        sum = sum.plus(part(count, matcher.group(3)));
        at = matcher.end();
      }
    } catch (ArithmeticException e) {
      throw source.problem(
          "an interval counts whole units, and seconds to the microsecond, of up to 290,000 years");
    } catch (IllegalArgumentException e) {
      throw source.problem(String.valueOf(e.getMessage()));
    }
    if (at == 0 || at < text.length()) {
      throw source.problem(
          "this is no interval such as INTERVAL '5 minutes' or INTERVAL 5 MINUTES");
    }
    return sum;
  }

  private static Interval part(BigDecimal count, String unit) {
    String singular = unit.toLowerCase(Locale.ROOT).replaceFirst("s$", "");
    return switch (singular) {
      case "year" -> new Interval(Math.multiplyExact(count.intValueExact(), 12), 0, 0);
      case "quarter" -> new Interval(Math.multiplyExact(count.intValueExact(), 3), 0, 0);
      case "month" -> new Interval(count.intValueExact(), 0, 0);
      case "week" -> new Interval(0, Math.multiplyExact(count.intValueExact(), 7), 0);
      case "day" -> new Interval(0, count.intValueExact(), 0);
      case "hour" -> exactly(count, 60 * MINUTE);
      case "minute" -> exactly(count, MINUTE);
      case "second" -> fraction(count);
      case "millisecond" -> exactly(count, Interval.MICROS_PER_SECOND / 1000);
      case "microsecond" -> exactly(count, 1);
      default ->
          throw new IllegalArgumentException(
              "no unit '%s'; there are years, months, weeks, days, hours, minutes, seconds, milliseconds, microseconds"
                  .formatted(unit));
    };
  }

  private static Interval exactly(BigDecimal count, long micros) {
    return new Interval(0, 0, Math.multiplyExact(count.longValueExact(), micros));
  }

  private static Interval fraction(BigDecimal seconds) {
    BigDecimal micros = seconds.multiply(BigDecimal.valueOf(Interval.MICROS_PER_SECOND));
    return new Interval(0, 0, micros.longValueExact());
  }
}
