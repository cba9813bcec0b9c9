package io.tidemark.topology.window;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the state, by group and start, and beside them: the values of their distinct calls,
 * and timers that say when to look whether a session has ended.
 */
final class SessionState {

  private static final byte SESSION = 1;
  private static final byte DISTINCT = 2;
  private static final byte TIMER = 3;
  private static final byte[] NOTHING = {};

  private final OrderedState state;
  private final GroupCalls calls;
  private final OrderedWriter writer = new OrderedWriter();

  SessionState(OrderedState state, GroupCalls calls) {
    this.state = state;
    this.calls = calls;
  }

  /**
   * A session: the bytes of its keys, the times of its first and its last row, and what it has
   * added up, as bytes.
   */
  static final class Session {

    private final byte[] group;
    private final long start;
    private final long last;
    private final byte[] accumulators;

    Session(byte[] group, long start, long last, byte[] accumulators) {
      this.group = group;
      this.start = start;
      this.last = last;
      this.accumulators = accumulators;
    }

    byte[] group() {
      return group;
    }

    long start() {
      return start;
    }

    long last() {
      return last;
    }

    byte[] accumulators() {
      return accumulators;
    }
  }

  /** When to look at a session, which may be there no more. */
  static final class Timer {

    private final long time;
    private final byte[] group;
    private final long start;

    Timer(long time, byte[] group, long start) {
      this.time = time;
      this.group = group;
      this.start = start;
    }

    long time() {
      return time;
    }

    byte[] group() {
      return group;
    }

    long start() {
      return start;
    }
  }

  @Nullable Session find(byte[] group, long start) {
    byte[] value = state.get(key(SESSION, group, start));
    return value == null ? null : session(group, start, value);
  }

  /** The last session of a group that starts at a time or before it. */
  @Nullable Session lastUntil(byte[] group, long time) {
    byte[] from = key(SESSION, group, Long.MIN_VALUE);
    try (OrderedState.Entries entries = state.descending(from, after(key(SESSION, group, time)))) {
      return first(entries, group);
    }
  }

  /** The first session of a group that starts after a time. */
  @Nullable Session firstAfter(byte[] group, long time) {
    byte[] from = after(key(SESSION, group, time));
    byte[] to = after(key(SESSION, group, Long.MAX_VALUE));
    try (OrderedState.Entries entries = state.range(from, to)) {
      return first(entries, group);
    }
  }

  private static @Nullable Session first(OrderedState.Entries entries, byte[] group) {
    Map.Entry<byte[], byte[]> entry = entries.next();
    if (entry == null) {
      return null;
    }
    long start = new OrderedReader(entry.getKey(), 1 + group.length).readLong();
    return session(group, start, entry.getValue());
  }

  private static Session session(byte[] group, long start, byte[] value) {
    OrderedReader reader = new OrderedReader(value, 0);
    long last = reader.readLong();
    return new Session(group, start, last, reader.readBytes(value.length - Long.BYTES));
  }

  void put(Session session) {
    byte[] key = key(SESSION, session.group(), session.start());
    writer.clear();
    writer.writeLong(session.last());
    writer.writeBytes(session.accumulators(), session.accumulators().length);
    state.put(key, writer.toBytes());
  }

  /** Deletes a session with its distinct values. */
  void delete(Session session) {
    deleteSession(session);
    forEachDistinct(session, state::delete);
  }

  private void deleteSession(Session session) {
    state.delete(key(SESSION, session.group(), session.start()));
  }

  /**
   * Deletes a session, whose distinct values another one of its group takes over.
   *
   * @param start of the other one
   * @param to is given the values that the other one did not have
   */
  void deleteInto(Session session, long start, Accumulators to) {
    deleteSession(session);
    byte[] target = key(DISTINCT, session.group(), start);
    forEachDistinct(
        session,
        key -> {
          state.delete(key);
          if (isNew(concatenated(target, key, target.length))) {
            int call = key[target.length] & 0xFF;
            OrderedReader value = new OrderedReader(key, target.length + 1);
            to.of(call).add(requireNonNull(value.read(calls.argumentType(call))), 0);
          }
        });
  }

  /** One key's beginning and another one's rest; both begin with a group and a time. */
  private static byte[] concatenated(byte[] beginning, byte[] other, int from) {
    byte[] key = Arrays.copyOf(other, other.length);
    System.arraycopy(beginning, 0, key, 0, from);
    return key;
  }

  /**
   * Whether a value is added to a session's distinct call for the first time; from now on it has
   * been.
   */
  boolean isNew(byte[] group, long start, int call, Object value) {
    byte[] key = key(DISTINCT, group, start);
    writer.clear();
    writer.writeBytes(key, key.length);
    writer.writeByte(call);
    writer.write(calls.argumentType(call), value);
    return isNew(writer.toBytes());
  }

  private boolean isNew(byte[] key) {
    if (state.get(key) != null) {
      return false;
    }
    state.put(key, NOTHING);
    return true;
  }

  private void forEachDistinct(Session session, Consumer<byte[]> action) {
    if (!calls.hasDistinct()) {
      return;
    }
    byte[] from = key(DISTINCT, session.group(), session.start());
    try (OrderedState.Entries entries = state.range(from, afterAllOf(from))) {
      for (Map.Entry<byte[], byte[]> entry = entries.next();
          entry != null;
          entry = entries.next()) {
        action.accept(entry.getKey());
      }
    }
  }

  void put(Timer timer) {
    state.put(key(timer), NOTHING);
  }

  void delete(Timer timer) {
    state.delete(key(timer));
  }

  /** Timers of one time up to another, both inclusive; to be closed. */
  OrderedState.Entries timers(long from, long to) {
    return state.range(timerKey(from), afterAllOf(timerKey(to)));
  }

  static Timer timer(byte[] key) {
    OrderedReader time = new OrderedReader(key, 1);
    int group = 1 + Long.BYTES;
    int start = key.length - Long.BYTES;
    return new Timer(
        time.readLong(),
        Arrays.copyOfRange(key, group, start),
        new OrderedReader(key, start).readLong());
  }

  /** The time of the first timer that is not before a time. */
  OptionalLong firstTimer(long from) {
    try (OrderedState.Entries entries = state.range(timerKey(from), new byte[] {TIMER + 1})) {
      Map.Entry<byte[], byte[]> first = entries.next();
      return first == null ? OptionalLong.empty() : OptionalLong.of(timer(first.getKey()).time());
    }
  }

  private byte[] timerKey(long time) {
    writer.clear();
    writer.writeByte(TIMER);
    writer.writeLong(time);
    return writer.toBytes();
  }

  private byte[] key(Timer timer) {
    writer.clear();
    writer.writeByte(TIMER);
    writer.writeLong(timer.time());
    writer.writeBytes(timer.group(), timer.group().length);
    writer.writeLong(timer.start());
    return writer.toBytes();
  }

  private byte[] key(byte kind, byte[] group, long start) {
    writer.clear();
    writer.writeByte(kind);
    writer.writeBytes(group, group.length);
    writer.writeLong(start);
    return writer.toBytes();
  }

  /** The key right after another one. */
  private static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  /** A key after all that begin so: no group, and no call, begins with the greatest byte. */
  private static byte[] afterAllOf(byte[] beginning) {
    byte[] after = Arrays.copyOf(beginning, beginning.length + 1);
    after[beginning.length] = (byte) 0xFF;
    return after;
  }
}
