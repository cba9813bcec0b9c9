package io.tidemark.topology.expression.cast;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.value.Interval;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Casts to DOUBLE; of a TIMESTAMP, seconds. */
final class ToDouble {

  private ToDouble() {}

  static @Nullable Unary from(DataType type) {
    if (type instanceof DecimalType) {
      return value -> ((BigDecimal) value).doubleValue();
    }
    return switch ((PrimitiveType) type) {
      case STRING -> value -> Texts.floating((String) value);
      case BOOLEAN -> value -> (Boolean) value ? 1.0 : 0.0;
      case INT -> value -> ((Integer) value).doubleValue();
      case BIGINT -> value -> ((Long) value).doubleValue();
      case DOUBLE -> value -> value;
      case TIMESTAMP -> value -> (Long) value / (double) Interval.MICROS_PER_SECOND;
      case DATE, BINARY -> null;
    };
  }
}
