package io.tidemark.row;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A decimal number of at most {@code precision} digits, {@code scale} of them after the point. */
public record DecimalType(int precision, int scale) implements DataType {

  /** Spark's and Delta's greatest precision. */
  public static final int MAX_PRECISION = 38;

  public DecimalType {
    if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "DECIMAL(%d,%d): precision must be 1 to %d and scale 0 to precision"
              .formatted(precision, scale, MAX_PRECISION));
    }
  }

  /**
   * The number as a value of this type: rounded to the scale, half up, as Spark does. Null if it
   * has too many digits before the point.
   */
  public @Nullable BigDecimal round(BigDecimal number) {
    long digitsBeforePoint = (long) number.precision() - number.scale();
    if (number.signum() == 0 || digitsBeforePoint < -scale) {
      return BigDecimal.ZERO.setScale(scale);
    }
    if (digitsBeforePoint > precision - scale) {
      return null;
    }
    BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_UP);
    return rounded.precision() > precision ? null : rounded;
  }

  @Override
  public String ddl() {
    return "DECIMAL(" + precision + "," + scale + ")";
  }

  @Override
  public String toString() {
    return ddl();
  }
}
