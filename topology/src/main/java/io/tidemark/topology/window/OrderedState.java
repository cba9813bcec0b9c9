package io.tidemark.topology.window;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by bytes, ordered by the keys compared without sign: the state of one aggregating task.
 * Owned by the task's thread.
 */
public interface OrderedState {

  byte @Nullable [] get(byte[] key);

  void put(byte[] key, byte[] value);

  /** Puts an entry that is known not to be there yet. */
  default void putNew(byte[] key, byte[] value) {
    put(key, value);
  }

  void delete(byte[] key);

  /** Puts and deletes several entries. */
  default void change(List<Change> changes) {
    for (Change change : changes) {
      byte[] value = change.value();
      if (value == null) {
        delete(change.key());
      } else {
        put(change.key(), value);
      }
    }
  }

  /** What becomes of an entry. */
  final class Change {

    private final byte[] key;
    private final byte @Nullable [] value;

    /**
     * @param value null: it is deleted
     */
    Change(byte[] key, byte @Nullable [] value) {
      this.key = key;
      this.value = value;
    }

    public byte[] key() {
      return key;
    }

    public byte @Nullable [] value() {
      return value;
    }
  }

  /**
   * The entries with {@code from <= key < to}, in order. Entries may be put and deleted meanwhile;
   * whether it shows those is not said.
   */
  Entries range(byte[] from, byte[] to);

  /** The same, from the last to the first. */
  Entries descending(byte[] from, byte[] to);

  /** Entries of a range; to be closed. */
  interface Entries extends AutoCloseable {

    /** The next entry, or null at the end. */
    Map.@Nullable Entry<byte[], byte[]> next();

    @Override
    void close();
  }
}
