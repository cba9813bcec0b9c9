package io.tidemark.topology.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A state whose writes are held back in memory until {@link #flush}, which must come before its
 * transaction ends. What is put and deleted again between two flushes, as a window that opens and
 * closes, never reaches the state below, and neither does a value that is replaced.
 *
 * <p>Holds a bounded number of entries: when there are more, it flushes by itself, which is early
 * but within the same transaction. Owned by the task's thread.
 */
public final class BufferedState implements OrderedState {

  private static final int MOST_ENTRIES = 50_000;

  private final OrderedState below;
  private final int mostEntries;
  private final NavigableMap<byte[], Held> held = new TreeMap<>(Arrays::compareUnsigned);

  private byte @Nullable [] lastKey;
  private @Nullable Held last;

  public BufferedState(OrderedState below) {
    this(below, MOST_ENTRIES);
  }

  BufferedState(OrderedState below, int mostEntries) {
    this.below = below;
    this.mostEntries = mostEntries;
  }

  /** What is known of a key. */
  private static final class Held {

    private final boolean isBelow;
    private byte @Nullable [] value;
    private boolean isChanged;

    /**
     * @param value null: there is none
     * @param isBelow whether the state below may have one
     */
    Held(byte @Nullable [] value, boolean isBelow) {
      this.value = value;
      this.isBelow = isBelow;
    }

    void change(byte @Nullable [] to) {
      value = to;
      isChanged = true;
    }

    /** Whether the state below has something else. */
    boolean isNews() {
      return isChanged && (value != null || isBelow);
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return held(key, this::load).value;
  }

  private Held load(byte[] key) {
    byte[] value = below.get(key);
    return new Held(value, value != null);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    held(key, BufferedState::unknown).change(value);
  }

  @Override
  public void putNew(byte[] key, byte[] value) {
    held(key, k -> new Held(null, false)).change(value);
  }

  @Override
  public void delete(byte[] key) {
    held(key, BufferedState::unknown).change(null);
  }

  private static Held unknown(byte[] key) {
    return new Held(null, true);
  }

  /** Of the same key again, as a put after a get, it is found without looking. */
  private Held held(byte[] key, Function<byte[], Held> ofUnknown) {
    Held found = last;
    if (found == null || key != lastKey) {
      if (held.size() >= mostEntries) {
        flush();
      }
      found = held.computeIfAbsent(key, ofUnknown);
      last = found;
      lastKey = key;
    }
    return found;
  }

  /** Writes what was held back to the state below. */
  public void flush() {
    List<Change> changes = new ArrayList<>();
    held.forEach(
        (key, entry) -> {
          if (entry.isNews()) {
            changes.add(new Change(key, entry.value));
          }
        });
    if (!changes.isEmpty()) {
      below.change(changes);
    }
    held.clear();
    last = null;
  }

  @Override
  public Entries range(byte[] from, byte[] to) {
    return new Merged(
        held.subMap(from, true, to, false), below.range(from, to), Arrays::compareUnsigned);
  }

  @Override
  public Entries descending(byte[] from, byte[] to) {
    NavigableMap<byte[], Held> range = held.subMap(from, true, to, false).descendingMap();
    Comparator<byte[]> ascending = Arrays::compareUnsigned;
    return new Merged(range, below.descending(from, to), ascending.reversed());
  }

  /** Entries of the state below, with what is held back in their place or between them. */
  private static final class Merged implements Entries {

    private final Iterator<Map.Entry<byte[], Held>> held;
    private final Entries below;
    private final Comparator<byte[]> order;
    private Map.@Nullable Entry<byte[], Held> nextHeld;
    private Map.@Nullable Entry<byte[], byte[]> nextBelow;

    /** What is held is copied: it may change while it is read. */
    Merged(NavigableMap<byte[], Held> held, Entries below, Comparator<byte[]> order) {
      this.held = new TreeMap<>(held).entrySet().iterator();
      this.below = below;
      this.order = order;
      advanceHeld();
      nextBelow = below.next();
    }

    @Override
    public Map.@Nullable Entry<byte[], byte[]> next() {
      while (nextHeld != null) {
        int before = nextBelow == null ? 1 : order.compare(nextBelow.getKey(), nextHeld.getKey());
        if (before < 0) {
          return takeBelow();
        }
        if (before == 0) {
          takeBelow();
        }
        Map.Entry<byte[], Held> entry = nextHeld;
        advanceHeld();
        byte[] value = entry.getValue().value;
        if (value != null) {
          return Map.entry(entry.getKey(), value);
        }
      }
      return takeBelow();
    }

    private Map.@Nullable Entry<byte[], byte[]> takeBelow() {
      Map.Entry<byte[], byte[]> taken = nextBelow;
      if (taken != null) {
        nextBelow = below.next();
      }
      return taken;
    }

    private void advanceHeld() {
      nextHeld = held.hasNext() ? held.next() : null;
    }

    @Override
    public void close() {
      below.close();
    }
  }
}
