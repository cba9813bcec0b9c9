package io.tidemark.topology.expression.cast;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.value.Interval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Casts to BIGINT. Fractions are cut off, towards zero; of a TIMESTAMP, whole seconds. */
final class ToBigint {

  private static final double LIMIT = 0x1p63;

  private ToBigint() {}

  static @Nullable Unary from(DataType type) {
    if (type instanceof DecimalType) {
      return value -> ofDecimal((BigDecimal) value);
    }
    return switch ((PrimitiveType) type) {
      case STRING -> value -> Texts.integer((String) value, Long.MIN_VALUE, Long.MAX_VALUE);
      case BOOLEAN -> value -> (Boolean) value ? 1L : 0L;
      case INT -> value -> ((Integer) value).longValue();
      case BIGINT -> value -> value;
      case DOUBLE -> value -> ofDouble((Double) value);
      case TIMESTAMP -> value -> Math.floorDiv((Long) value, Interval.MICROS_PER_SECOND);
      case DATE, BINARY -> null;
    };
  }

  static @Nullable Long ofDecimal(BigDecimal value) {
    BigInteger whole = value.setScale(0, RoundingMode.DOWN).unscaledValue();
    return whole.bitLength() < Long.SIZE ? Long.valueOf(whole.longValue()) : null;
  }

  private static @Nullable Long ofDouble(double value) {
    return value >= -LIMIT && value < LIMIT ? Long.valueOf((long) value) : null;
  }
}
