package io.tidemark.topology.window;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has changed and was not emitted yet: marks in the state, written in the same transaction as
 * the change itself.
 *
 * <p>Marks are of an epoch, which ends when emitting begins. Epochs are read in turn, each from its
 * own beginning: so a store that keeps deleted entries for a while (RocksDB) does not walk over all
 * that was ever emitted.
 */
final class Changes {

  /** What the keys of marks begin with; after those of panes and sessions. */
  private static final byte PREFIX = 8;

  private static final int EPOCH_BYTES = 1 + Long.BYTES;
  private static final byte[] MARK = {};

  private final OrderedState state;
  private final OrderedWriter writer = new OrderedWriter();

  /** The first epoch that may have marks. */
  private long oldest;

  /** The one that marks are added to. */
  private long current;

  private boolean isCurrentEmpty;

  Changes(OrderedState state) {
    this.state = state;
    this.oldest = firstEpoch();
    this.current = oldest + 1; // further marks of a last run, if any, are in this one
    this.isCurrentEmpty = false;
  }

  private long firstEpoch() {
    try (OrderedState.Entries all = state.range(new byte[] {PREFIX}, new byte[] {PREFIX + 1})) {
      Map.Entry<byte[], byte[]> first = all.next();
      return first == null ? 0 : new OrderedReader(first.getKey(), 1).readLong();
    }
  }

  /** Marks something, by bytes that say what it is. */
  void mark(byte[] what) {
    state.put(key(current, what), MARK);
    isCurrentEmpty = false;
  }

  /** Takes a mark back; whether it was there. */
  boolean take(byte[] what) {
    boolean isMarked = false;
    for (long epoch = oldest; epoch <= current; epoch++) {
      byte[] key = key(epoch, what);
      if (state.get(key) != null) {
        state.delete(key);
        isMarked = true;
      }
    }
    return isMarked;
  }

  private byte[] key(long epoch, byte[] what) {
    writer.clear();
    writer.writeByte(PREFIX);
    writer.writeLong(epoch);
    writer.writeBytes(what, what.length);
    return writer.toBytes();
  }

  /** Whether there may be marks. */
  boolean mayHaveMarks() {
    return oldest < current || !isCurrentEmpty;
  }

  /**
   * The marks of the oldest epoch, in their order; each is deleted when it has been taken. What is
   * marked from now on is of a later epoch.
   */
  Epoch openOldest() {
    if (oldest == current) {
      current++;
      isCurrentEmpty = true;
    }
    return new Epoch(state.range(key(oldest, MARK), key(oldest + 1, MARK)));
  }

  /** The marks of an epoch; to be closed. */
  final class Epoch implements AutoCloseable {

    private final OrderedState.Entries entries;

    private Epoch(OrderedState.Entries entries) {
      this.entries = entries;
    }

    /** Takes the next mark; null at the end, with which the epoch is over. */
    byte @Nullable [] next() {
      Map.Entry<byte[], byte[]> entry = entries.next();
      if (entry == null) {
        oldest++;
        return null;
      }
      state.delete(entry.getKey());
      return Arrays.copyOfRange(entry.getKey(), EPOCH_BYTES, entry.getKey().length);
    }

    @Override
    public void close() {
      entries.close();
    }
  }
}
