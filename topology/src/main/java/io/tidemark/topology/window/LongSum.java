package io.tidemark.topology.window;

import io.tidemark.topology.expression.BadValueException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The sum of whole numbers, in 128 bits: only the result must fit 64, whatever the order in which
 * the values came.
 */
final class LongSum implements Accumulator {

  private long high;
  private long low;
  private boolean isEmpty = true;

  @Override
  public void clear() {
    high = 0;
    low = 0;
    isEmpty = true;
  }

  @Override
  public void add(Object value, long time) {
    long number = (Long) value;
    add(number < 0 ? -1 : 0, number);
  }

  @Override
  public void merge(Accumulator other) {
    LongSum that = (LongSum) other;
    if (!that.isEmpty) {
      add(that.high, that.low);
    }
  }

  private void add(long moreHigh, long moreLow) {
    low += moreLow;
    high += moreHigh + (Long.compareUnsigned(low, moreLow) < 0 ? 1 : 0);
    isEmpty = false;
  }

  @Override
  public @Nullable Long result() {
    if (isEmpty) {
      return null;
    }
    if (high != low >> (Long.SIZE - 1)) {
      throw new BadValueException("the sum " + exact() + " is beyond BIGINT");
    }
    return low;
  }

  private BigInteger exact() {
    return BigInteger.valueOf(high)
        .shiftLeft(Long.SIZE)
        .add(new BigInteger(Long.toUnsignedString(low)));
  }

  @Override
  public void write(OrderedWriter out) {
    out.writeByte(isEmpty ? OrderedWriter.NULL : OrderedWriter.PRESENT);
    out.writeLong(high);
    out.writeLong(low);
  }

  @Override
  public void read(OrderedReader in) {
    isEmpty = in.readByte() == OrderedWriter.NULL;
    high = in.readLong();
    low = in.readLong();
  }
}
