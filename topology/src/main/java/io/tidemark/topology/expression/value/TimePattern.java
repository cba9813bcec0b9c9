package io.tidemark.topology.expression.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for dates and times as texts: {@code yyyy-MM-dd HH:mm:ss.SSS}, with the letters and
 * defaults of Spark's "Datetime Patterns". In English, and in UTC where the text has no zone.
 */
public final class TimePattern {

  private static final int DEFAULT_YEAR = 1970;

  private final String pattern;
  private final DateTimeFormatter formatter;

  private TimePattern(String pattern, DateTimeFormatter formatter) {
    this.pattern = pattern;
    this.formatter = formatter;
  }

  /**
   * For {@link #format}.
   *
   * @throws IllegalArgumentException if the pattern has letters that Spark refuses
   */
  public static TimePattern forFormatting(String pattern) {
    return new TimePattern(pattern, formatter(pattern, TimeLetters.FORMATTING));
  }

  /**
   * For {@link #parse}; a fraction may then be shorter than its pattern.
   *
   * @throws IllegalArgumentException if the pattern has letters that Spark refuses
   */
  public static TimePattern forParsing(String pattern) {
    return new TimePattern(pattern, formatter(pattern, TimeLetters.PARSING));
  }

  /**
   * A time as a text of this pattern.
   *
   * @param micros a TIMESTAMP
   */
  public String format(long micros) {
    return formatter.format(TimeOfEpoch.dateTime(micros).atZone(ZoneOffset.UTC));
  }

  /** The TIMESTAMP in microseconds, or null if the text isn't of this pattern. */
  public @Nullable Long parse(String text) {
    try {
      TemporalAccessor fields = formatter.parse(text);
      ZoneId zone = fields.query(TemporalQueries.zone());
      return TimeOfEpoch.micros(
          ZonedDateTime.of(date(fields), time(fields), zone == null ? ZoneOffset.UTC : zone));
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return pattern;
  }

  private static LocalDate date(TemporalAccessor fields) {
    LocalDate date = fields.query(TemporalQueries.localDate());
    return date != null
        ? date
        : LocalDate.of(
            field(fields, ChronoField.YEAR, DEFAULT_YEAR),
            field(fields, ChronoField.MONTH_OF_YEAR, 1),
            field(fields, ChronoField.DAY_OF_MONTH, 1));
  }

  private static LocalTime time(TemporalAccessor fields) {
    LocalTime time = fields.query(TemporalQueries.localTime());
    if (time != null) {
      return time;
    }
    int ofHalfDay = field(fields, ChronoField.HOUR_OF_AMPM, 0);
    return LocalTime.of(
        field(fields, ChronoField.HOUR_OF_DAY, ofHalfDay),
        field(fields, ChronoField.MINUTE_OF_HOUR, 0),
        field(fields, ChronoField.SECOND_OF_MINUTE, 0),
        field(fields, ChronoField.NANO_OF_SECOND, 0));
  }

  private static int field(TemporalAccessor fields, ChronoField field, int otherwise) {
    return fields.isSupported(field) ? fields.get(field) : otherwise;
  }

  private static DateTimeFormatter formatter(String pattern, TimeLetters letters) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    try {
      letters.append(pattern, builder);
      return builder.toFormatter(Locale.US).withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is not a pattern of a time: %s".formatted(Shown.text(pattern), e.getMessage()), e);
    }
  }
}
