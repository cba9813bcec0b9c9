package io.tidemark.topology.window;

import io.tidemark.row.DecimalType;
import io.tidemark.topology.expression.BadValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The exact sum of decimals, or their mean, rounded half up to the result's scale. */
final class DecimalSum implements Accumulator {

  private final DoubleSum.Result kind;
  private final DecimalType type;
  private BigDecimal sum = BigDecimal.ZERO;
  private long count;

  /**
   * @param type of the result
   */
  DecimalSum(DoubleSum.Result kind, DecimalType type) {
    this.kind = kind;
    this.type = type;
  }

  @Override
  public void clear() {
    sum = BigDecimal.ZERO;
    count = 0;
  }

  @Override
  public void add(Object value, long time) {
    sum = sum.add((BigDecimal) value);
    count++;
  }

  @Override
  public void merge(Accumulator other) {
    DecimalSum that = (DecimalSum) other;
    sum = sum.add(that.sum);
    count += that.count;
  }

  @Override
  public @Nullable BigDecimal result() {
    if (count == 0) {
      return null;
    }
    BigDecimal result =
        kind == DoubleSum.Result.SUM
            ? sum.setScale(type.scale(), RoundingMode.HALF_UP)
            : sum.divide(BigDecimal.valueOf(count), type.scale(), RoundingMode.HALF_UP);
    if (result.precision() > type.precision()) {
      throw new BadValueException(result.toPlainString() + " is beyond " + type.ddl());
    }
    return result;
  }

  @Override
  public void write(OrderedWriter out) {
    byte[] unscaled = sum.unscaledValue().toByteArray();
    out.writeLong(count);
    out.writeLong(sum.scale());
    out.writeLong(unscaled.length);
    out.writeBytes(unscaled, unscaled.length);
  }

  @Override
  public void read(OrderedReader in) {
    count = in.readLong();
    int scale = (int) in.readLong();
    byte[] unscaled = in.readBytes((int) in.readLong());
    sum = new BigDecimal(new BigInteger(unscaled), scale);
  }
}
