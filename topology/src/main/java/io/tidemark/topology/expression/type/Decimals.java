package io.tidemark.topology.expression.type;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Spark's rules for the precision and scale of decimal results, with {@code
 * spark.sql.decimalOperations.allowPrecisionLoss} as it is by default.
 */
public final class Decimals {

  /** A result that doesn't fit gives up digits after the point, but not below this many. */
  private static final int MIN_SCALE_KEPT = 6;

  private static final int BIGINT_DIGITS = 20;
  private static final int INT_DIGITS = 10;

  private Decimals() {}

  /** The decimal type that holds every value of an integral type; a decimal type is its own. */
  public static DecimalType of(DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal;
    }
    return new DecimalType(type == PrimitiveType.BIGINT ? BIGINT_DIGITS : INT_DIGITS, 0);
  }

  /** The narrowest type of an integral constant. */
  public static DecimalType ofConstant(Number value) {
    return new DecimalType(new BigDecimal(value.longValue()).precision(), 0);
  }

  /** The type of a decimal constant as written; null if it has too many digits. */
  public static @Nullable DecimalType ofConstant(BigDecimal value) {
    int scale = Math.max(value.scale(), 0);
    int precision = Math.max(value.precision() - value.scale() + scale, Math.max(scale, 1));
    return precision > DecimalType.MAX_PRECISION ? null : new DecimalType(precision, scale);
  }

  /** Holds the values of both; beyond 38 digits, those before the point are kept. */
  public static DecimalType wider(DecimalType a, DecimalType b) {
    int scale = Math.max(a.scale(), b.scale());
    int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
    int over = Math.max(0, whole + scale - DecimalType.MAX_PRECISION);
    return bounded(whole + scale - over, Math.max(0, scale - over));
  }

  public static DecimalType sum(DecimalType a, DecimalType b) {
    int scale = Math.max(a.scale(), b.scale());
    int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
    return adjusted(whole + scale + 1, scale);
  }

  public static DecimalType product(DecimalType a, DecimalType b) {
    return adjusted(a.precision() + b.precision() + 1, a.scale() + b.scale());
  }

  public static DecimalType quotient(DecimalType a, DecimalType b) {
    int scale = Math.max(MIN_SCALE_KEPT, a.scale() + b.precision() + 1);
    return adjusted(a.precision() - a.scale() + b.scale() + scale, scale);
  }

  public static DecimalType remainder(DecimalType a, DecimalType b) {
    int scale = Math.max(a.scale(), b.scale());
    return adjusted(Math.min(a.precision() - a.scale(), b.precision() - b.scale()) + scale, scale);
  }

  /** At most 38 digits, at most that many of them after the point. */
  public static DecimalType bounded(int precision, int scale) {
    int bounded = Math.max(1, Math.min(precision, DecimalType.MAX_PRECISION));
    return new DecimalType(bounded, Math.min(scale, bounded));
  }

  /** The value, rounded half up to the type's scale; null if it has too many digits. */
  public static @Nullable BigDecimal fit(BigDecimal value, DecimalType type) {
    long whole = (long) value.precision() - value.scale();
    if (whole > DecimalType.MAX_PRECISION && value.signum() != 0) {
      return null; // before setScale writes out an exponent of a million
    }
    if (whole < -DecimalType.MAX_PRECISION || value.signum() == 0) {
      return new BigDecimal(BigInteger.ZERO, type.scale());
    }
    BigDecimal rounded =
        value.scale() == type.scale() ? value : value.setScale(type.scale(), RoundingMode.HALF_UP);
    return rounded.precision() > type.precision() ? null : rounded;
  }

  private static DecimalType adjusted(int precision, int scale) {
    if (precision <= DecimalType.MAX_PRECISION) {
      return bounded(precision, scale);
    }
    int whole = precision - scale;
    int kept = Math.max(DecimalType.MAX_PRECISION - whole, Math.min(scale, MIN_SCALE_KEPT));
    return new DecimalType(DecimalType.MAX_PRECISION, kept);
  }
}
