package io.tidemark.topology.window;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
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

  public BufferedState(OrderedState below) {
    this(below, MOST_ENTRIES);
  }

  BufferedState(OrderedState below, int mostEntries) {
    this.below = below;
    this.mostEntries = mostEntries;
  }

  /** What is known of a key. */
  private static final class Held {

    private final byte @Nullable [] value;
    private final boolean isBelow;

    /**
     * @param value null: there is none
     * @param isBelow whether the state below may have one
     */
    Held(byte @Nullable [] value, boolean isBelow) {
      this.value = value;
      this.isBelow = isBelow;
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    Held known = held.get(key);
    if (known != null) {
      return known.value;
    }
    byte[] value = below.get(key);
    if (value == null) {
      makeRoom();
      held.put(key, new Held(null, false)); // so that a put knows
    }
    return value;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    hold(key, value);
  }

  @Override
  public void delete(byte[] key) {
    hold(key, null);
  }

  private void hold(byte[] key, byte @Nullable [] value) {
    makeRoom();
    Held known = held.get(key);
    held.put(key, new Held(value, known == null || known.isBelow));
  }

  private void makeRoom() {
    if (held.size() >= mostEntries) {
      flush();
    }
  }

  /** Writes what was held back to the state below. */
  public void flush() {
    held.forEach(
        (key, entry) -> {
          if (entry.value != null) {
            below.put(key, entry.value);
          } else if (entry.isBelow) {
            below.delete(key);
          }
        });
    held.clear();
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
