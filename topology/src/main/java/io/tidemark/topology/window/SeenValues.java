package io.tidemark.topology.window;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of distinct calls in memory, of groups that began while the task was running: to see
 * that one of them is new, the state need not be asked. Bounded: whole panes are forgotten, the
 * oldest first, and then the state is asked again. Owned by the task's thread.
 */
final class SeenValues {

  private static final int MOST_VALUES = 50_000;

  private final int mostValues;
  private final NavigableMap<Long, PaneValues> panes = new TreeMap<>();
  private @Nullable PaneValues current;

  /** In all panes. */
  private int values;

  SeenValues() {
    this(MOST_VALUES);
  }

  SeenValues(int mostValues) {
    this.mostValues = mostValues;
  }

  /** What is known of one pane. */
  private static final class PaneValues {
    private final Set<Bytes> groups = new HashSet<>();
    private final Set<Bytes> values = new HashSet<>();
  }

  /** Compared as what they are. */
  private static final class Bytes {

    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes o && Arrays.equals(bytes, o.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  /**
   * Turns to a group of a pane.
   *
   * @param hasBegun whether it had values before
   * @return whether all of its values are known here, so that {@link #add} can be asked
   */
  boolean turnTo(long pane, byte[] group, boolean hasBegun) {
    makeRoom();
    Bytes key = new Bytes(group);
    if (!hasBegun) {
      current = panes.computeIfAbsent(pane, p -> new PaneValues());
      current.groups.add(key);
      return true;
    }
    current = panes.get(pane);
    return current != null && current.groups.contains(key);
  }

  private void makeRoom() {
    while (values > mostValues) {
      values -= panes.pollFirstEntry().getValue().values.size();
    }
  }

  /** Adds a value to the group that was turned to; whether it is new. */
  boolean add(byte[] value) {
    PaneValues pane = current;
    if (pane == null) {
      throw new IllegalStateException("no group was turned to");
    }
    boolean isNew = pane.values.add(new Bytes(value));
    values += isNew ? 1 : 0;
    return isNew;
  }

  /** Forgets all panes that begin before this time. */
  void forgetBefore(long time) {
    Map<Long, PaneValues> old = panes.headMap(time);
    old.values().forEach(pane -> values -= pane.values.size());
    old.clear();
  }
}
