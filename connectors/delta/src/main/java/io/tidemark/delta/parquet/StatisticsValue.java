package io.tidemark.delta.parquet;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A column's least or greatest value as JSON for Delta's log: text is cut to a prefix, timestamps
 * to milliseconds (Delta PROTOCOL "Per-file Statistics", footnote). Null where a bound would
 * mislead or can't be written.
 */
final class StatisticsValue {

  /** Spark's, in code points. */
  private static final int PREFIX_LENGTH = 32;

  private static final long MAX_MILLIS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
  private static final long MIN_MILLIS = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long MAX_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
  private static final long MIN_DAY = LocalDate.of(1, 1, 1).toEpochDay();

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private StatisticsValue() {}

  static @Nullable String minimum(DataType type, Object value) {
    if (type == PrimitiveType.STRING) {
      String text = ((Binary) value).toStringUsingUTF8();
      return quoted(text.substring(0, prefixEnd(text)));
    }
    return exact(type, value);
  }

  static @Nullable String maximum(DataType type, Object value) {
    if (type == PrimitiveType.STRING) {
      String text = ((Binary) value).toStringUsingUTF8();
      int end = prefixEnd(text);
      if (end == text.length()) {
        return quoted(text);
      }
      // whatever was cut off is less than the greatest character, unless that is what it begins
      // with
      return text.codePointAt(end) == Character.MAX_CODE_POINT
          ? null
          : quoted(text.substring(0, end) + Character.toString(Character.MAX_CODE_POINT));
    }
    return exact(type, value);
  }

  private static @Nullable String exact(DataType type, Object value) {
    if (type instanceof DecimalType decimal) {
      return decimal(decimal, value).toPlainString();
    } else if (type instanceof PrimitiveType primitive) {
      return switch (primitive) {
        case INT, BIGINT -> value.toString();
        case DOUBLE -> Double.isFinite((Double) value) ? value.toString() : null;
        case DATE -> date((Integer) value);
        case TIMESTAMP -> timestamp(Math.floorDiv((Long) value, 1000));
        case BOOLEAN, BINARY, STRING -> null;
      };
    }
    return null;
  }

  private static BigDecimal decimal(DecimalType type, Object value) {
    BigInteger unscaled =
        value instanceof Binary bytes
            ? new BigInteger(bytes.getBytes())
            : BigInteger.valueOf(((Number) value).longValue());
    return new BigDecimal(unscaled, type.scale());
  }

  private static @Nullable String date(int day) {
    return day < MIN_DAY || day > MAX_DAY ? null : quoted(LocalDate.ofEpochDay(day).toString());
  }

  private static @Nullable String timestamp(long millis) {
    return millis < MIN_MILLIS || millis > MAX_MILLIS
        ? null
        : quoted(MILLIS.format(Instant.ofEpochMilli(millis)));
  }

  private static int prefixEnd(String text) {
    return text.codePointCount(0, text.length()) <= PREFIX_LENGTH
        ? text.length()
        : text.offsetByCodePoints(0, PREFIX_LENGTH);
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
