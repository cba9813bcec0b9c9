package io.tidemark.topology.window;

import io.tidemark.row.Row;
import io.tidemark.topology.definition.Window;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.window.SessionState.Session;
import io.tidemark.topology.window.SessionState.Timer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, in any output mode. A row joins the sessions of its group that it is no more than the
 * gap apart from, and makes one of two that it lies between; else it begins one. A session closes
 * when the watermark has reached its end, which is a gap after its last row.
 *
 * <p>A row a gap or more behind the watermark is late, unless it lies in a session that is open: it
 * neither begins a session nor gives one an earlier beginning. So a session begins after the last
 * row of every one of its group that has closed, and its beginning tells it from them.
 *
 * <p>A session has at least one timer, at its end or before: a row that prolongs it leaves the
 * timer alone, and when the watermark gets there, the session is looked at, and the timer set anew.
 */
final class SessionAggregation implements Aggregation {

  private static final long NEVER = Long.MAX_VALUE;

  private final long gap;
  private final boolean closes;
  private final boolean sendsChanges;
  private final GroupCalls calls;
  private final SessionState sessions;
  private final Changes changes;
  private final WindowResults results;
  private final GroupCount count;
  private final Accumulators accumulators;
  private final Accumulators others;
  private final OrderedWriter writer = new OrderedWriter();

  private long watermark;

  /** No timer is before it; saves looking into the state for each row. */
  private long nextTimer;

  /** The session whose accumulators are held back until {@link #flush}. */
  private @Nullable Session held;

  SessionAggregation(
      AggregationPlan plan, Window.Session window, OrderedState state, long watermark) {
    this.gap = WindowGrid.micros(window.gap());
    this.closes = plan.closesWindows();
    this.sendsChanges = plan.sendsChanges();
    this.calls = new GroupCalls(plan);
    this.sessions = new SessionState(state, calls);
    this.changes = new Changes(state);
    this.results = new WindowResults(plan, calls);
    this.count = new GroupCount(state);
    this.accumulators = calls.accumulators();
    this.others = calls.accumulators();
    this.watermark = watermark;
    this.nextTimer = closes ? sessions.firstTimer(Long.MIN_VALUE).orElse(NEVER) : NEVER;
  }

  @Override
  public long watermark() {
    return watermark;
  }

  @Override
  public boolean add(Row row) {
    long time = Aggregation.eventTime(row);
    byte[] group = calls.group().encode(row, 1);
    Session session = held;
    if (session == null || !isWithin(session, group, time)) {
      flush();
      session = joined(group, time);
      if (session == null) {
        return false;
      }
      held = session;
    }
    Session joined = session;
    calls.add(
        row,
        accumulators,
        (call, value) -> sessions.isNew(joined.group(), joined.start(), call, value));
    return true;
  }

  private static boolean isWithin(Session session, byte[] group, long time) {
    return time >= session.start()
        && time <= session.last()
        && Arrays.equals(group, session.group());
  }

  /** The session that a row of this time is part of, accumulated up to it; null if it is late. */
  private @Nullable Session joined(byte[] group, long time) {
    Session before = sessions.lastUntil(group, time);
    if (before != null && before.last() + gap < time) {
      before = null;
    }
    boolean isWithin = before != null && time <= before.last();
    Session after = isWithin ? null : sessions.firstAfter(group, time);
    if (after != null && after.start() > time + gap) {
      after = null;
    }
    if (before == null && closes && time + gap <= watermark) {
      return null;
    }
    return joined(group, time, before, after);
  }

  private Session joined(
      byte[] group, long time, @Nullable Session before, @Nullable Session after) {
    accumulators.clear();
    long start = time;
    long last = time;
    if (before != null) {
      accumulators.read(new OrderedReader(before.accumulators(), 0));
      start = before.start();
      last = Math.max(last, before.last());
    }
    if (after != null) {
      last = Math.max(last, after.last());
      others.read(new OrderedReader(after.accumulators(), 0));
      accumulators.merge(others);
      sessions.deleteInto(after, start, accumulators);
      markChanged(group, after.start());
    }
    if (before == null && closes) {
      put(new Timer(last + gap, group, start));
    }
    count.add((before == null ? 1 : 0) - (after == null ? 0 : 1));
    return new Session(group, start, last, new byte[0]);
  }

  private void put(Timer timer) {
    sessions.put(timer);
    nextTimer = Math.min(nextTimer, timer.time());
  }

  private void markChanged(byte[] group, long start) {
    if (sendsChanges) {
      changes.mark(mark(group, start));
    }
  }

  private byte[] mark(byte[] group, long start) {
    writer.clear();
    writer.writeBytes(group, group.length);
    writer.writeLong(start);
    return writer.toBytes();
  }

  @Override
  public void flush() {
    if (held != null) {
      writer.clear();
      accumulators.write(writer);
      sessions.put(new Session(held.group(), held.start(), held.last(), writer.toBytes()));
      markChanged(held.group(), held.start());
      held = null;
    }
    count.save();
  }

  @Override
  public boolean advance(long target, int budget, Emission emission) {
    flush();
    if (nextTimer <= target && !closeUpTo(target, budget, emission)) {
      return false;
    }
    watermark = Math.max(watermark, target);
    return true;
  }

  /** Looks at all sessions whose timers have come, or at enough of them. */
  private boolean closeUpTo(long target, int budget, Emission emission) {
    int emitted = 0;
    try (OrderedState.Entries timers = sessions.timers(nextTimer, target)) {
      for (Map.Entry<byte[], byte[]> entry = timers.next(); entry != null; entry = timers.next()) {
        Timer timer = SessionState.timer(entry.getKey());
        if (emitted >= budget) {
          nextTimer = timer.time();
          count.save();
          return false;
        }
        sessions.delete(timer);
        emitted += look(timer, target, emission);
      }
    }
    nextTimer = sessions.firstTimer(target == Long.MAX_VALUE ? target : target + 1).orElse(NEVER);
    count.save();
    return true;
  }

  private int look(Timer timer, long target, Emission emission) {
    Session session = sessions.find(timer.group(), timer.start());
    if (session == null) {
      return 0; // it has become part of another
    }
    long end = session.last() + gap;
    if (end > target) {
      put(new Timer(end, session.group(), session.start()));
      return 0;
    }
    sessions.delete(session);
    count.add(-1);
    if (!sendsChanges || changes.take(mark(session.group(), session.start()))) {
      emit(session, emission);
    }
    return 1;
  }

  private void emit(Session session, Emission emission) {
    Span window = new Span(session.start(), session.last() + gap);
    results.emit(session.group(), session.accumulators(), window, emission);
  }

  @Override
  public boolean emitChanges(int budget, Emission emission) {
    flush();
    int emitted = 0;
    while (sendsChanges && changes.mayHaveMarks()) {
      try (Changes.Epoch epoch = changes.openOldest()) {
        for (byte[] mark = epoch.next(); mark != null; mark = epoch.next()) {
          emitChanged(mark, emission);
          emitted++;
          if (emitted >= budget) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private void emitChanged(byte[] mark, Emission emission) {
    int groupLength = mark.length - Long.BYTES;
    byte[] group = Arrays.copyOf(mark, groupLength);
    long start = new OrderedReader(mark, groupLength).readLong();
    Session session = sessions.find(group, start);
    if (session == null) {
      results.emitGone(group, start, emission);
    } else {
      emit(session, emission);
    }
  }

  /** What its session would be, were there no other row of its group. */
  @Override
  public Span lastWindow(Row row) {
    long time = Aggregation.eventTime(row);
    return new Span(time, time + gap);
  }

  @Override
  public long openCount() {
    return count.value();
  }
}
