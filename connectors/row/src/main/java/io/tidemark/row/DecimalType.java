package io.tidemark.row;

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

  @Override
  public String ddl() {
    return "DECIMAL(" + precision + "," + scale + ")";
  }

  @Override
  public String toString() {
    return ddl();
  }
}
