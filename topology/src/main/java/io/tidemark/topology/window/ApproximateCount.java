package io.tidemark.topology.window;

import static java.util.Objects.requireNonNull;

import com.dynatrace.hash4j.distinctcount.HyperLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tidemark.row.DataType;
import io.tidemark.topology.expression.AggregateCall;

/**
 * About how many different values there are: a HyperLogLog of 1,536 bytes, however many they are,
 * with a standard error of 2.3 %. Empty, it takes one byte.
 */
final class ApproximateCount implements Accumulator {

  /** 2^11 registers; Spark's default, a standard error of 5 %, would be 2^9. */
  private static final int PRECISION = 11;

  private final DataType type;
  private final OrderedWriter bytes = new OrderedWriter();
  private HyperLogLog sketch = HyperLogLog.create(PRECISION);

  ApproximateCount(AggregateCall call) {
    this.type = requireNonNull(call.argument(), "argument").type();
  }

  @Override
  public void clear() {
    sketch.reset();
  }

  @Override
  public void add(Object value, long time) {
    bytes.clear();
    bytes.write(type, value);
    sketch.add(Hashing.komihash5_0().hashBytesToLong(bytes.toBytes()));
  }

  @Override
  public void merge(Accumulator other) {
    sketch.add(((ApproximateCount) other).sketch);
  }

  @Override
  public Long result() {
    return Math.round(sketch.getDistinctCountEstimate());
  }

  @Override
  public void write(OrderedWriter out) {
    boolean isEmpty = sketch.isEmpty();
    out.writeByte(isEmpty ? OrderedWriter.NULL : OrderedWriter.PRESENT);
    if (!isEmpty) {
      byte[] state = sketch.getState();
      out.writeLong(state.length);
      out.writeBytes(state, state.length);
    }
  }

  @Override
  public void read(OrderedReader in) {
    if (in.readByte() == OrderedWriter.NULL) {
      sketch.reset();
    } else {
      sketch = HyperLogLog.wrap(in.readBytes((int) in.readLong()));
    }
  }
}
