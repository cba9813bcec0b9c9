package io.tidemark.topology.window;

import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.BadValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All values, in the order in which they came; those of several panes pane by pane. Its size is
 * bounded: beyond {@link #MAX_VALUES} the result is a bad value, and no value is kept any more.
 */
final class CollectedList implements Accumulator {

  /** An array is written anew for every row, and is to fit a Kafka record. */
  static final int MAX_VALUES = 10_000;

  private final AggregateCall call;
  private List<Object> values = new ArrayList<>();
  private boolean isTooLong;

  CollectedList(AggregateCall call) {
    this.call = call;
  }

  @Override
  public void clear() {
    values = new ArrayList<>();
    isTooLong = false;
  }

  @Override
  public void add(Object value, long time) {
    if (values.size() == MAX_VALUES) {
      isTooLong = true;
      values = new ArrayList<>();
    }
    if (!isTooLong) {
      values.add(value);
    }
  }

  @Override
  public void merge(Accumulator other) {
    CollectedList that = (CollectedList) other;
    isTooLong |= that.isTooLong;
    that.values.forEach(value -> add(value, 0));
  }

  @Override
  public List<Object> result() {
    if (isTooLong) {
      throw tooLong(call);
    }
    return List.copyOf(values);
  }

  static BadValueException tooLong(AggregateCall call) {
    return new BadValueException(
        "%s of more than %d values; filter the rows before, or count them"
            .formatted(call.function().name().toLowerCase(Locale.ROOT), MAX_VALUES));
  }

  @Override
  public void write(OrderedWriter out) {
    out.writeByte(isTooLong ? 1 : 0);
    out.write(call.type(), values);
  }

  @Override
  public void read(OrderedReader in) {
    isTooLong = in.readByte() == 1;
    values = in.readList(call.type());
  }
}
