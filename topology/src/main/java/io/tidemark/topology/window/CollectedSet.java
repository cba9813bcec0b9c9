package io.tidemark.topology.window;

import io.tidemark.row.ArrayType;
import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.value.ValueOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Each value once, in their order. Its size is bounded as that of a {@link CollectedList}: beyond,
 * the result is a bad value, and no value is kept any more.
 */
final class CollectedSet implements Accumulator {

  private final AggregateCall call;
  private final NavigableSet<Object> values;
  private boolean isTooLong;

  CollectedSet(AggregateCall call) {
    this.call = call;
    this.values = new TreeSet<>(ValueOrder.of(((ArrayType) call.type()).element()));
  }

  @Override
  public void clear() {
    values.clear();
    isTooLong = false;
  }

  @Override
  public void add(Object value, long time) {
    if (!isTooLong) {
      values.add(value);
      isTooLong = values.size() > CollectedList.MAX_VALUES;
    }
    if (isTooLong) {
      values.clear();
    }
  }

  @Override
  public void merge(Accumulator other) {
    CollectedSet that = (CollectedSet) other;
    isTooLong |= that.isTooLong;
    that.values.forEach(value -> add(value, 0));
  }

  @Override
  public List<Object> result() {
    if (isTooLong) {
      throw CollectedList.tooLong(call);
    }
    return List.copyOf(values);
  }

  @Override
  public void write(OrderedWriter out) {
    out.writeByte(isTooLong ? 1 : 0);
    out.write(call.type(), new ArrayList<>(values));
  }

  @Override
  public void read(OrderedReader in) {
    clear();
    isTooLong = in.readByte() == 1;
    values.addAll(in.readList(call.type()));
  }
}
