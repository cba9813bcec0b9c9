package io.tidemark.delta.sink.record;

import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.time.DateText;
import io.tidemark.row.time.TimestampText;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Connect's scalars as those of a row. Each gives null for a value that isn't of the type. */
@SuppressWarnings("JavaUtilDate") // the class of Connect's logical types
final class ScalarValues {

  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final long MICROS_PER_MILLI = 1_000;

  private ScalarValues() {}

  static @Nullable Object primitive(PrimitiveType type, Object value) {
    return switch (type) {
      case STRING -> value instanceof String ? value : null;
      case BOOLEAN -> value instanceof Boolean ? value : null;
      case INT -> wholeInt(value);
      case BIGINT -> wholeLong(value);
      case DOUBLE -> floating(value);
      case TIMESTAMP -> timestamp(value);
      case DATE -> date(value);
      case BINARY -> binary(value);
    };
  }

  /** Not rounded: its digits must fit. */
  static @Nullable BigDecimal decimal(DecimalType type, Object value) {
    BigDecimal number =
        value instanceof BigDecimal exact
            ? exact
            : isWhole(value) ? BigDecimal.valueOf(((Number) value).longValue()) : null;
    if (number == null || number.stripTrailingZeros().scale() > type.scale()) {
      return null;
    }
    return type.round(number);
  }

  private static @Nullable Integer wholeInt(Object value) {
    if (value instanceof Date timeOfDay) {
      return (int) timeOfDay.getTime();
    }
    Long number = wholeLong(value);
    return number == null || number != (int) (long) number ? null : (Integer) (int) (long) number;
  }

  private static @Nullable Long wholeLong(Object value) {
    return isWhole(value) ? (Long) ((Number) value).longValue() : null;
  }

  /** A whole number only as far as a double has all of its digits. */
  private static @Nullable Double floating(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    Long number = wholeLong(value);
    return number == null || (long) (double) number != number ? null : (Double) (double) number;
  }

  private static @Nullable Long timestamp(Object value) {
    if (value instanceof Date instant) {
      return Math.multiplyExact(instant.getTime(), MICROS_PER_MILLI);
    }
    return value instanceof String text ? TimestampText.parse(text) : null;
  }

  private static @Nullable Integer date(Object value) {
    if (value instanceof Date day) {
      return Math.toIntExact(Math.floorDiv(day.getTime(), MILLIS_PER_DAY));
    }
    return value instanceof String text ? DateText.parse(text) : null;
  }

  private static byte @Nullable [] binary(Object value) {
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    return value instanceof byte[] bytes ? bytes.clone() : null;
  }

  private static boolean isWhole(Object value) {
    return value instanceof Byte
        || value instanceof Short
        || value instanceof Integer
        || value instanceof Long;
  }
}
