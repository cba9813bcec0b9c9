package io.tidemark.topology.window;

import org.jspecify.annotations.Nullable;

/** The sum of doubles, or their mean. */
final class DoubleSum implements Accumulator {

  private final Result kind;
  private double sum;
  private long count;

  /** What is made of sum and count. */
  enum Result {
    SUM,
    MEAN
  }

  DoubleSum(Result kind) {
    this.kind = kind;
  }

  @Override
  public void clear() {
    sum = 0;
    count = 0;
  }

  @Override
  public void add(Object value, long time) {
    sum += (Double) value;
    count++;
  }

  @Override
  public void merge(Accumulator other) {
    DoubleSum that = (DoubleSum) other;
    sum += that.sum;
    count += that.count;
  }

  @Override
  public @Nullable Double result() {
    if (count == 0) {
      return null;
    }
    return kind == Result.SUM ? sum : sum / count;
  }

  @Override
  public void write(OrderedWriter out) {
    out.writeLong(Double.doubleToRawLongBits(sum));
    out.writeLong(count);
  }

  @Override
  public void read(OrderedReader in) {
    sum = Double.longBitsToDouble(in.readLong());
    count = in.readLong();
  }
}
