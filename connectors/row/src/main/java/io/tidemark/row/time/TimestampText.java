package io.tidemark.row.time;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A TIMESTAMP as text, as Spark casts and shows it in a session whose time zone is UTC. */
public final class TimestampText {

  private static final int MAX_YEAR_DIGITS = 6;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int SECONDS_PER_DAY = 86_400;

  private static final Pattern ONE_DIGIT_HOUR = Pattern.compile("([+-])(\\d:)");
  private static final Pattern ONE_DIGIT_MINUTE = Pattern.compile("([+-]\\d\\d:)(\\d)$");

  private TimestampText() {}

  /**
   * Microseconds since 1970-01-01T00:00:00Z, or null if this is not a timestamp.
   *
   * <p>A date ({@code yyyy}, {@code yyyy-M}, {@code yyyy-M-d}), then {@code T} or a blank and a
   * time ({@code H}, {@code H:m}, {@code H:m:s}, {@code H:m:s.fraction}, cut to microseconds), then
   * a zone: {@code Z}, {@code +01:00}, {@code UTC}, {@code Europe/Paris}. Without a zone it is UTC.
   *
   * <p>Two differences from Spark's cast: a zone may follow hours and minutes too, as ISO-8601 has
   * it; and a time without a date, which Spark takes as today's, is not a timestamp, because the
   * same input must give the same row on any day.
   */
  public static @Nullable Long parse(String text) {
    TextCursor cursor = new TextCursor(text);
    long day = DateText.read(cursor, MAX_YEAR_DIGITS);
    if (day == DateText.NONE) {
      return null;
    }
    if (cursor.isAtEnd()) {
      return micros(day * SECONDS_PER_DAY, 0);
    }
    return cursor.take('T') || cursor.take(' ') ? parseTime(day, cursor) : null;
  }

  /** {@code yyyy-MM-dd HH:mm:ss}, then the microseconds without trailing zeros, if any. */
  public static String format(long micros) {
    long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
    int second = Math.floorMod(seconds, SECONDS_PER_DAY);
    StringBuilder text = new StringBuilder(26);
    text.append(LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY))).append(' ');
    appendTwoDigits(second / 3600, text);
    appendTwoDigits(second / 60 % 60, text.append(':'));
    appendTwoDigits(second % 60, text.append(':'));
    appendFraction(Math.floorMod(micros, MICROS_PER_SECOND), text);
    return text.toString();
  }

  private static void appendTwoDigits(int number, StringBuilder text) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static void appendFraction(long micros, StringBuilder text) {
    if (micros > 0) {
      text.append('.');
      long rest = micros;
      for (long unit = MICROS_PER_SECOND / 10; rest > 0; unit /= 10) {
        text.append((char) ('0' + rest / unit));
        rest %= unit;
      }
    }
  }

  private static @Nullable Long parseTime(long day, TextCursor cursor) {
    int hour = cursor.number(1, 2);
    int minute = cursor.take(':') ? cursor.number(1, 2) : 0;
    boolean hasSecond = cursor.take(':');
    int second = hasSecond ? cursor.number(1, 2) : 0;
    int fraction = hasSecond && cursor.take('.') ? cursor.micros() : 0;
    if (!isWithin(24, hour) || !isWithin(60, minute) || !isWithin(60, second)) {
      return null;
    }
    long seconds = day * SECONDS_PER_DAY + (hour * 60L + minute) * 60 + second;
    String zone = cursor.rest();
    if (zone.isEmpty() || zone.equals("Z")) {
      return micros(seconds, fraction);
    }
    ZoneOffset offset = offset(zone, seconds);
    return offset == null ? null : micros(seconds - offset.getTotalSeconds(), fraction);
  }

  private static boolean isWithin(int end, int number) {
    return number >= 0 && number < end;
  }

  /** Of a local time; in a gap or an overlap the one before the clock was changed. */
  private static @Nullable ZoneOffset offset(String zone, long localSeconds) {
    ZoneId id = zone(zone);
    if (id == null) {
      String padded = ONE_DIGIT_HOUR.matcher(zone).replaceFirst("$10$2");
      id = zone(ONE_DIGIT_MINUTE.matcher(padded).replaceFirst("$10$2"));
    }
    return id == null
        ? null
        : id.getRules().getOffset(LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC));
  }

  private static @Nullable ZoneId zone(String id) {
    try {
      return ZoneId.of(id, ZoneId.SHORT_IDS);
    } catch (DateTimeException notAZone) {
      return null;
    }
  }

  private static @Nullable Long micros(long seconds, int fraction) {
    try {
      return Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), fraction);
    } catch (ArithmeticException beyond64Bits) {
      return null;
    }
  }
}
