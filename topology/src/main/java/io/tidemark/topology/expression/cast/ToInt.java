package io.tidemark.topology.expression.cast;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.operand.Unary;
import org.jspecify.annotations.Nullable;

/** Casts to INT. Fractions are cut off, towards zero; null where the value is beyond 32 bits. */
final class ToInt {

  private ToInt() {}

  static @Nullable Unary from(DataType type) {
    if (type instanceof DecimalType || type == PrimitiveType.TIMESTAMP) {
      Unary bigint = ToBigint.from(type);
      return bigint == null ? null : value -> narrow((Long) bigint.apply(value));
    }
    return switch ((PrimitiveType) type) {
      case STRING -> value -> ofText((String) value);
      case BOOLEAN -> value -> (Boolean) value ? 1 : 0;
      case INT -> value -> value;
      case BIGINT -> value -> narrow((Long) value);
      case DOUBLE -> value -> ofDouble((Double) value);
      case TIMESTAMP, DATE, BINARY -> null;
    };
  }

  private static @Nullable Integer ofText(String value) {
    Long number = Texts.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    return number == null ? null : number.intValue();
  }

  private static @Nullable Integer ofDouble(double value) {
    boolean fits = value > Integer.MIN_VALUE - 1.0 && value < Integer.MAX_VALUE + 1.0;
    return fits ? (int) value : null;
  }

  private static @Nullable Integer narrow(@Nullable Long value) {
    return value == null || value.intValue() != value ? null : Integer.valueOf(value.intValue());
  }
}
