package io.tidemark.topology.expression.cast;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.type.Decimals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Casts to DECIMAL, rounded half up; null where there are too many digits before the point. */
final class ToDecimal {

  private static final int MICROS_SCALE = 6;

  private ToDecimal() {}

  static @Nullable Unary from(DataType type, DecimalType target) {
    if (type instanceof DecimalType) {
      return value -> Decimals.fit((BigDecimal) value, target);
    }
    return switch ((PrimitiveType) type) {
      case STRING -> value -> ofText((String) value, target);
      case BOOLEAN -> value -> Decimals.fit(BigDecimal.valueOf((Boolean) value ? 1 : 0), target);
      case INT -> value -> Decimals.fit(BigDecimal.valueOf((Integer) value), target);
      case BIGINT -> value -> Decimals.fit(BigDecimal.valueOf((Long) value), target);
      case DOUBLE -> value -> ofDouble((Double) value, target);
      case TIMESTAMP ->
          value -> Decimals.fit(BigDecimal.valueOf((Long) value, MICROS_SCALE), target);
      case DATE, BINARY -> null;
    };
  }

  private static @Nullable BigDecimal ofText(String value, DecimalType target) {
    BigDecimal decimal = Texts.decimal(value);
    return decimal == null ? null : Decimals.fit(decimal, target);
  }

  /** By the shortest decimal digits that name the double, not by its exact binary value. */
  private static @Nullable BigDecimal ofDouble(double value, DecimalType target) {
    return Double.isFinite(value) ? Decimals.fit(BigDecimal.valueOf(value), target) : null;
  }
}
