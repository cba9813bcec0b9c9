package io.tidemark.topology.expression.cast;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.time.TimestampText;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.value.Interval;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Casts to TIMESTAMP: a number is seconds since 1970, a date its midnight in UTC. */
final class ToTimestamp {

  private static final BigDecimal MICROS = BigDecimal.valueOf(Interval.MICROS_PER_SECOND);
  private static final long MAX_DAYS = Long.MAX_VALUE / Interval.MICROS_PER_DAY;
  private static final long MAX_SECONDS = Long.MAX_VALUE / Interval.MICROS_PER_SECOND;

  private ToTimestamp() {}

  static @Nullable Unary from(DataType type) {
    if (type instanceof DecimalType) {
      return value -> ToBigint.ofDecimal(((BigDecimal) value).multiply(MICROS));
    }
    return switch ((PrimitiveType) type) {
      case STRING -> value -> TimestampText.parse((String) value);
      case INT -> value -> (Integer) value * Interval.MICROS_PER_SECOND;
      case BIGINT -> value -> ofSeconds((Long) value);
      case DOUBLE -> value -> ofSeconds((Double) value);
      case TIMESTAMP -> value -> value;
      case DATE -> value -> ofDays((Integer) value);
      case BOOLEAN, BINARY -> null;
    };
  }

  private static @Nullable Long ofDays(int days) {
    boolean fits = Math.abs((long) days) <= MAX_DAYS;
    return fits ? days * Interval.MICROS_PER_DAY : null;
  }

  private static @Nullable Long ofSeconds(long seconds) {
    boolean fits = seconds >= -MAX_SECONDS && seconds <= MAX_SECONDS;
    return fits ? seconds * Interval.MICROS_PER_SECOND : null;
  }

  private static @Nullable Long ofSeconds(double seconds) {
    boolean fits = Math.abs(seconds) <= MAX_SECONDS; // false for NaN
    return fits ? (long) (seconds * Interval.MICROS_PER_SECOND) : null;
  }
}
