package io.tidemark.topology.window;

import io.tidemark.row.DataType;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The value that comes last in an order: the greatest, or with a reversed order the least. */
final class Extreme implements Accumulator {

  private final DataType type;
  private final Comparator<Object> order;
  private @Nullable Object extreme;

  Extreme(DataType type, Comparator<Object> order) {
    this.type = type;
    this.order = order;
  }

  @Override
  public void clear() {
    extreme = null;
  }

  @Override
  public void add(Object value, long time) {
    add(value);
  }

  private void add(Object value) {
    if (extreme == null || order.compare(value, extreme) > 0) {
      extreme = value;
    }
  }

  @Override
  public void merge(Accumulator other) {
    Object theirs = ((Extreme) other).extreme;
    if (theirs != null) {
      add(theirs);
    }
  }

  @Override
  public @Nullable Object result() {
    return extreme;
  }

  @Override
  public void write(OrderedWriter out) {
    out.write(type, extreme);
  }

  @Override
  public void read(OrderedReader in) {
    extreme = in.read(type);
  }
}
