package io.tidemark.topology.window;

/** How many values. */
final class Count implements Accumulator {

  private long count;

  @Override
  public void clear() {
    count = 0;
  }

  @Override
  public void add(Object value, long time) {
    count++;
  }

  @Override
  public void merge(Accumulator other) {
    count += ((Count) other).count;
  }

  @Override
  public Long result() {
    return count;
  }

  @Override
  public void write(OrderedWriter out) {
    out.writeLong(count);
  }

  @Override
  public void read(OrderedReader in) {
    count = in.readLong();
  }
}
