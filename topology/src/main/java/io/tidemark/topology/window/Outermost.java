package io.tidemark.topology.window;

import io.tidemark.row.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The value of the first or the last row by event time; of rows of one time, or without one, the
 * first or last to come.
 */
final class Outermost implements Accumulator {

  private final DataType type;
  private final Side side;
  private final Nulls nulls;
  private boolean isEmpty = true;
  private long time;
  private @Nullable Object value;

  /** Which row's value it is. */
  enum Side {
    FIRST,
    LAST
  }

  /** What a row is whose value is null. */
  enum Nulls {
    TAKEN,
    PASSED_OVER
  }

  Outermost(DataType type, Side side, Nulls nulls) {
    this.type = type;
    this.side = side;
    this.nulls = nulls;
  }

  @Override
  public void clear() {
    isEmpty = true;
    value = null;
  }

  @Override
  public void add(Object added, long addedTime) {
    take(added, addedTime);
  }

  @Override
  public void addNull(long addedTime) {
    if (nulls == Nulls.TAKEN) {
      take(null, addedTime);
    }
  }

  private void take(@Nullable Object taken, long takenTime) {
    boolean isFurther = side == Side.FIRST ? takenTime < time : takenTime >= time;
    if (isEmpty || isFurther) {
      isEmpty = false;
      time = takenTime;
      value = taken;
    }
  }

  @Override
  public void merge(Accumulator other) {
    Outermost that = (Outermost) other;
    if (!that.isEmpty) {
      take(that.value, that.time);
    }
  }

  @Override
  public @Nullable Object result() {
    return value;
  }

  @Override
  public void write(OrderedWriter out) {
    out.writeByte(isEmpty ? OrderedWriter.NULL : OrderedWriter.PRESENT);
    if (!isEmpty) {
      out.writeLong(time);
      out.write(type, value);
    }
  }

  @Override
  public void read(OrderedReader in) {
    clear();
    if (in.readByte() == OrderedWriter.PRESENT) {
      isEmpty = false;
      time = in.readLong();
      value = in.read(type);
    }
  }
}
