package io.tidemark.delta.source.parquet;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * In which calendar a file's days are counted. Spark up to 2.4, and later on request, counts those
 * before October 1582 in the Julian calendar (and shifts times before 1900 by historical zones). It
 * says so in the file's footer: key {@code org.apache.spark.legacyDateTime}, or {@code
 * org.apache.spark.legacyINT96}. Such values are refused, not read as other days.
 */
final class FileCalendar {

  private static final String LEGACY_DATE_TIME = "org.apache.spark.legacyDateTime";
  private static final String LEGACY_INT96 = "org.apache.spark.legacyINT96";

  private static final int FIRST_COMMON_DAY = (int) LocalDate.of(1582, 10, 15).toEpochDay();
  private static final long FIRST_COMMON_MICROS =
      Instant.parse("1900-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

  private final boolean isLegacy;
  private final boolean isInt96Legacy;

  private FileCalendar(boolean isLegacy, boolean isInt96Legacy) {
    this.isLegacy = isLegacy;
    this.isInt96Legacy = isInt96Legacy;
  }

  /**
   * @param footer the file's key-value metadata
   */
  static FileCalendar of(Map<String, String> footer) {
    return new FileCalendar(footer.containsKey(LEGACY_DATE_TIME), footer.containsKey(LEGACY_INT96));
  }

  int days(int days) {
    if (isLegacy && days < FIRST_COMMON_DAY) {
      throw refused("a date before 1582-10-15");
    }
    return days;
  }

  long micros(long micros) {
    if (isLegacy && micros < FIRST_COMMON_MICROS) {
      throw refused("a timestamp before 1900");
    }
    return micros;
  }

  long int96Micros(long micros) {
    if (isInt96Legacy && micros < FIRST_COMMON_MICROS) {
      throw refused("a timestamp before 1900");
    }
    return micros;
  }

  private static UserException refused(String value) {
    return new UserException(
        new Problem(
            "",
            "there is " + value + ", in the calendar that Spark used before version 3",
            "let Spark rewrite the table (it converts such values)"));
  }
}
