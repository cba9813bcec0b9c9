package io.tidemark.topology.expression.value;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** Times cut down to the start of a unit, in UTC. */
public final class TruncatedTime {

  private static final long SECOND = Interval.MICROS_PER_SECOND;

  private TruncatedTime() {}

  /**
   * Truncation of a TIMESTAMP's microseconds, by Spark's names of units: {@code 'HOUR'}, {@code
   * 'MM'}; weeks start on Monday. It throws {@link ArithmeticException} where the start of the unit
   * is before the first TIMESTAMP.
   *
   * @throws IllegalArgumentException for another name
   */
  public static LongUnaryOperator ofTimestamp(String unit) {
    return switch (unit.toUpperCase(Locale.ROOT)) {
      case "MICROSECOND" -> micros -> micros;
      case "MILLISECOND" -> micros -> floor(micros, SECOND / 1000);
      case "SECOND" -> micros -> floor(micros, SECOND);
      case "MINUTE" -> micros -> floor(micros, 60 * SECOND);
      case "HOUR" -> micros -> floor(micros, 3600 * SECOND);
      case "DAY", "DD" -> micros -> floor(micros, Interval.MICROS_PER_DAY);
      default -> {
        UnaryOperator<LocalDate> date = ofLocalDate(unit);
        yield micros -> {
          long day = Math.floorDiv(micros, Interval.MICROS_PER_DAY);
          return Math.multiplyExact(
              date.apply(LocalDate.ofEpochDay(day)).toEpochDay(), Interval.MICROS_PER_DAY);
        };
      }
    };
  }

  /**
   * Truncation of a DATE's days, to a week or longer.
   *
   * @throws IllegalArgumentException for another unit
   */
  public static LongUnaryOperator ofDate(String unit) {
    UnaryOperator<LocalDate> date = ofLocalDate(unit);
    return days -> date.apply(LocalDate.ofEpochDay(days)).toEpochDay();
  }

  private static UnaryOperator<LocalDate> ofLocalDate(String unit) {
    return switch (unit.toUpperCase(Locale.ROOT)) {
      case "WEEK" -> date -> date.minusDays(date.getDayOfWeek().getValue() - 1);
      case "MONTH", "MON", "MM" -> date -> date.withDayOfMonth(1);
      case "QUARTER" -> date -> date.withDayOfMonth(1).minusMonths((date.getMonthValue() - 1) % 3);
      case "YEAR", "YYYY", "YY" -> date -> date.with(TemporalAdjusters.firstDayOfYear());
      default ->
          throw new IllegalArgumentException(
              "no unit "
                  + Shown.text(unit)
                  + "; there are YEAR, QUARTER, MONTH, WEEK, and for timestamps DAY, HOUR,"
                  + " MINUTE, SECOND, MILLISECOND, MICROSECOND");
    };
  }

  private static long floor(long micros, long unit) {
    return Math.subtractExact(micros, Math.floorMod(micros, unit));
  }
}
