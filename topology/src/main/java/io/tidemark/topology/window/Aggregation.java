package io.tidemark.topology.window;

import io.tidemark.row.Row;
import io.tidemark.topology.definition.Window;
import io.tidemark.topology.plan.AggregationPlan;

/**
 * The groups of one aggregating task: takes rows, follows the watermark, and emits results, either
 * of windows as they close or of groups that have changed. Owned by the task's thread.
 *
 * <p>Everything is in the state, so that a crash loses neither a row nor a change that was not
 * emitted: what is in memory does not grow with the number of groups.
 */
public interface Aggregation {

  /**
   * Takes up the state where it was left.
   *
   * @param watermark up to which windows have closed, in microseconds since the epoch; {@link
   *     io.tidemark.topology.watermark.PartitionReport#NO_EVENT_TIME}: none has
   */
  static Aggregation open(AggregationPlan plan, OrderedState state, long watermark) {
    if (plan.window().isPresent() && plan.window().get() instanceof Window.Session session) {
      return new SessionAggregation(plan, session, state, watermark);
    }
    return plan.sendsChanges()
        ? new ChangingGroups(plan, state, watermark)
        : new WindowedAggregation(plan, state, watermark);
  }

  /** Up to where windows have closed. */
  long watermark();

  /**
   * Adds a row of event time, keys, arguments.
   *
   * @return false if it is late: all windows that it belongs to have closed, and nothing was added
   */
  boolean add(Row row);

  /** To be called after rows were added, before the transaction ends. */
  void flush();

  /**
   * Moves the watermark towards {@code target}, closing windows on its way, until it is there or
   * enough rows were emitted. The watermark never goes back.
   *
   * @param budget about how many rows are enough
   * @return whether the watermark has reached the target
   */
  boolean advance(long target, int budget, Emission emission);

  /**
   * Emits groups that have changed since they were last emitted, each once. In append mode there
   * are none: only a window that closes is emitted.
   *
   * @param budget about how many rows are enough
   * @return whether none is left
   */
  boolean emitChanges(int budget, Emission emission);

  /** The last window that a row belongs to, were it the only one. */
  Span lastWindow(Row row);

  /** How many windows are open; without windows, how many groups there are. */
  long openCount();

  /**
   * A window, in microseconds since the epoch.
   *
   * @param end exclusive
   */
  record Span(long start, long end) {}

  /** A row's event time, in microseconds since the epoch. */
  static long eventTime(Row row) {
    Long time = (Long) row.value(0);
    if (time == null) {
      throw new IllegalStateException("a row without event time");
    }
    return time;
  }
}
