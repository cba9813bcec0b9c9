package io.tidemark.row.time;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** A DATE as text, as Spark casts and shows it. */
public final class DateText {

  /** Not a day, such as 30 February. */
  static final long NONE = Long.MIN_VALUE;

  private static final int MIN_YEAR_DIGITS = 4;
  private static final int MAX_YEAR_DIGITS = 7;

  private DateText() {}

  /**
   * Days since 1970-01-01, or null if this is not a date.
   *
   * <p>{@code yyyy}, {@code yyyy-M} or {@code yyyy-M-d}: one or two digits for month and day, four
   * to seven for the year, which may have a sign. {@code T} or a blank after the day ends it, and
   * whatever follows is ignored, as Spark does: the text of a timestamp is also that of a date.
   */
  public static @Nullable Integer parse(String text) {
    TextCursor cursor = new TextCursor(text);
    long day = read(cursor, MAX_YEAR_DIGITS);
    boolean ends = cursor.isAtEnd() || cursor.take('T') || cursor.take(' ');
    return ends && day == (int) day ? (Integer) (int) day : null;
  }

  /** {@code yyyy-MM-dd}. */
  public static String format(int days) {
    return LocalDate.ofEpochDay(days).toString();
  }

  /** Reads a date's days since 1970-01-01, or {@link #NONE}; without a day, it must be the end. */
  static long read(TextCursor cursor, int maxYearDigits) {
    boolean isNegative = cursor.take('-');
    if (!isNegative) {
      cursor.take('+');
    }
    int year = cursor.number(MIN_YEAR_DIGITS, maxYearDigits);
    int month = cursor.take('-') ? cursor.number(1, 2) : 1;
    if (year == TextCursor.NONE || month < 1 || month > 12) {
      return NONE;
    }
    boolean hasDay = cursor.take('-');
    int day = hasDay ? cursor.number(1, 2) : 1;
    YearMonth yearMonth = YearMonth.of(isNegative ? -year : year, month);
    boolean isDate = yearMonth.isValidDay(day) && (hasDay || cursor.isAtEnd());
    return isDate ? yearMonth.atDay(day).toEpochDay() : NONE;
  }
}
