package io.tidemark.topology.expression.cast;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.operand.Unary;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Casts to BOOLEAN: a number is true unless it is zero, a text by its word. */
final class ToBoolean {

  private ToBoolean() {}

  static @Nullable Unary from(DataType type) {
    if (type instanceof DecimalType) {
      return value -> ((BigDecimal) value).signum() != 0;
    }
    return switch ((PrimitiveType) type) {
      case STRING -> value -> ofText((String) value);
      case BOOLEAN -> value -> value;
      case INT -> value -> (Integer) value != 0;
      case BIGINT -> value -> (Long) value != 0;
      case DOUBLE -> value -> (Double) value != 0;
      case TIMESTAMP, DATE, BINARY -> null;
    };
  }

  private static @Nullable Boolean ofText(String value) {
    return switch (Texts.trimmed(value).toLowerCase(Locale.ROOT)) {
      case "t", "true", "y", "yes", "1" -> Boolean.TRUE;
      case "f", "false", "n", "no", "0" -> Boolean.FALSE;
      default -> null;
    };
  }
}
