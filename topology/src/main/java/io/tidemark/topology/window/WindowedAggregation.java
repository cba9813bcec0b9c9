package io.tidemark.topology.window;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.plan.AggregationPlan;
import java.util.OptionalLong;

/**
 * The windows of one aggregating task. Rows are added while at least one of their windows is open;
 * a window closes, once and for good, when the watermark has reached its end.
 *
 * <p>Rows are aggregated once, into panes, and panes are merged when a window closes, so that
 * sliding windows cost about what tumbling ones do. A pane is forgotten with the last window that
 * it is part of. Owned by the task's thread.
 */
public final class WindowedAggregation {

  private static final long NEVER = Long.MAX_VALUE;

  private final WindowGrid grid;
  private final Panes panes;
  private final WindowResults results;

  private long watermark;

  /** The end of the first open window that has rows; saves looking into the state for each row. */
  private long nextEnd;

  /**
   * Takes up the state where it was left.
   *
   * @param watermark up to which windows have closed, in microseconds since the epoch; {@link
   *     io.tidemark.topology.watermark.PartitionReport#NO_EVENT_TIME}: none has
   */
  public WindowedAggregation(AggregationPlan plan, OrderedState state, long watermark) {
    GroupKey group = new GroupKey(plan.keys().stream().map(SelectColumn::type).toList());
    this.grid = WindowGrid.of(plan.window());
    this.panes = new Panes(state, grid.pane(), group, plan.calls());
    this.results = new WindowResults(plan, group);
    this.watermark = watermark;
    this.nextEnd = firstEnd();
  }

  /** Up to where windows have closed. */
  public long watermark() {
    return watermark;
  }

  /**
   * Adds a row of event time, keys, arguments.
   *
   * @return false if it is late: all windows that it belongs to have closed, and nothing was added
   */
  public boolean add(Row row) {
    long time = eventTime(row);
    if (grid.lastEnd(time) <= watermark) {
      return false;
    }
    panes.add(grid.paneStart(time), row);
    nextEnd = Math.min(nextEnd, Math.max(grid.firstEnd(time), endAfterWatermark()));
    return true;
  }

  /** The end of the last window that a row belongs to. */
  public long lastEnd(Row row) {
    return grid.lastEnd(eventTime(row));
  }

  /** The start of the last window that a row belongs to. */
  public long lastStart(Row row) {
    return lastEnd(row) - grid.size();
  }

  /** A row's event time, in microseconds since the epoch. */
  public long eventTime(Row row) {
    Long time = (Long) row.value(0);
    if (time == null) {
      throw new IllegalStateException("a row without event time");
    }
    return time;
  }

  /** To be called after rows were added, before the transaction ends. */
  public void flush() {
    panes.flush();
  }

  /**
   * Moves the watermark towards {@code target}, closing windows on its way, until it is there or
   * enough rows were emitted. The watermark never goes back.
   *
   * @param budget how many rows are enough; a window's are emitted as a whole
   * @return whether the watermark has reached the target
   */
  public boolean advance(long target, int budget, Emission emission) {
    panes.flush();
    int emitted = 0;
    while (nextEnd <= target) {
      if (emitted >= budget) {
        return false;
      }
      emitted += close(nextEnd, emission);
    }
    watermark = Math.max(watermark, target);
    return true;
  }

  private int close(long end, Emission emission) {
    long start = end - grid.size();
    int emitted;
    try (WindowMerge merge = panes.merge(start, end)) {
      emitted = results.emit(merge, start, end, emission);
    }
    panes.deleteBefore(start + grid.slide());
    watermark = end;
    nextEnd = firstEnd();
    return emitted;
  }

  private long firstEnd() {
    OptionalLong first = panes.first();
    return first.isEmpty()
        ? NEVER
        : Math.max(grid.firstEnd(first.getAsLong()), endAfterWatermark());
  }

  private long endAfterWatermark() {
    return watermark == Long.MIN_VALUE ? watermark : grid.endAfter(watermark);
  }
}
