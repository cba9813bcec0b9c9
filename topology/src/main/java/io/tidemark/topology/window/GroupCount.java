package io.tidemark.topology.window;

/** How many groups or sessions there are, kept with them in the state. */
final class GroupCount {

  /** Beside the watermark's, before those of panes and sessions. */
  private static final byte[] KEY = {0, 2};

  private final OrderedState state;
  private final OrderedWriter writer = new OrderedWriter();
  private long count;
  private long saved;

  GroupCount(OrderedState state) {
    this.state = state;
    byte[] value = state.get(KEY);
    this.count = value == null ? 0 : new OrderedReader(value, 0).readLong();
    this.saved = count;
  }

  void add(int more) {
    count += more;
  }

  long value() {
    return count;
  }

  /** Before the transaction ends. */
  void save() {
    if (count == saved) {
      return;
    }
    saved = count;
    if (count == 0) {
      state.delete(KEY);
    } else {
      writer.clear();
      writer.writeLong(count);
      state.put(KEY, writer.toBytes());
    }
  }
}
