package io.tidemark.topology.expression.value;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A span of time: months of differing length, days, and the rest exactly. Days are of 24 hours, as
 * all times are in UTC.
 */
public record Interval(int months, int days, long micros) {

  public static final long MICROS_PER_SECOND = 1_000_000;
  public static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

  public Interval plus(Interval other) {
    return new Interval(
        Math.addExact(months, other.months),
        Math.addExact(days, other.days),
        Math.addExact(micros, other.micros));
  }

  public Interval negated() {
    return new Interval(Math.negateExact(months), Math.negateExact(days), Math.negateExact(micros));
  }

  /** Whether a date plus this is a date. */
  public boolean isWholeDays() {
    return micros == 0;
  }

  /**
   * Months first, and where the day is beyond the new month's end, that end.
   *
   * @throws ArithmeticException if the result is beyond what a TIMESTAMP holds
   */
  public long addTo(long timestamp) {
    long moved = timestamp;
    if (months != 0) {
      long day = Math.floorDiv(timestamp, MICROS_PER_DAY);
      long ofDay = Math.floorMod(timestamp, MICROS_PER_DAY);
      moved = Math.multiplyExact(addMonths(day), MICROS_PER_DAY) + ofDay;
    }
    return Math.addExact(
        Math.addExact(moved, Math.multiplyExact((long) days, MICROS_PER_DAY)), micros);
  }

  /**
   * As for a timestamp, for whole days.
   *
   * @throws ArithmeticException if the result is beyond what a DATE holds
   */
  public int addToDate(int date) {
    return Math.toIntExact(Math.addExact(addMonths(date), days));
  }

  private long addMonths(long day) {
    return months == 0
        ? day
        : LocalDate.ofEpochDay(day).plus(months, ChronoUnit.MONTHS).toEpochDay();
  }
}
