package io.tidemark.topology.window;

import io.tidemark.row.Row;
import io.tidemark.topology.plan.AggregationPlan;
import java.util.OptionalLong;

/**
 * Windows of a fixed size in append mode: each is emitted once, when it closes. Rows are added
 * while at least one of their windows is open; a window closes, once and for good, when the
 * watermark has reached its end.
 *
 * <p>Rows are aggregated once, into panes, and panes are merged when a window closes, so that
 * sliding windows cost about what tumbling ones do. A pane is forgotten with the last window that
 * it is part of. Owned by the task's thread.
 */
final class WindowedAggregation implements Aggregation {

  private static final long NEVER = Long.MAX_VALUE;

  private final WindowGrid grid;
  private final Panes panes;
  private final WindowResults results;

  private long watermark;

  /** The end of the first open window that has rows; saves looking into the state for each row. */
  private long nextEnd;

  WindowedAggregation(AggregationPlan plan, OrderedState state, long watermark) {
    GroupCalls calls = new GroupCalls(plan);
    this.grid = WindowGrid.of(plan.window().orElseThrow());
    this.panes = new Panes(state, grid.pane(), calls, (key, isNew) -> {});
    this.results = new WindowResults(plan, calls);
    this.watermark = watermark;
    this.nextEnd = firstEnd();
  }

  @Override
  public long watermark() {
    return watermark;
  }

  @Override
  public boolean add(Row row) {
    long time = Aggregation.eventTime(row);
    if (grid.lastEnd(time) <= watermark) {
      return false;
    }
    panes.add(grid.paneStart(time), row);
    nextEnd = Math.min(nextEnd, Math.max(grid.firstEnd(time), endAfterWatermark()));
    return true;
  }

  @Override
  public Span lastWindow(Row row) {
    return grid.lastWindow(Aggregation.eventTime(row));
  }

  @Override
  public long openCount() {
    return grid.windows(panes.starts(), watermark);
  }

  @Override
  public void flush() {
    panes.flush();
  }

  /** A window's rows are emitted as a whole, whatever the budget. */
  @Override
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

  @Override
  public boolean emitChanges(int budget, Emission emission) {
    return true;
  }

  private int close(long end, Emission emission) {
    long start = end - grid.size();
    int emitted;
    try (WindowMerge merge = panes.merge(start, end)) {
      emitted = results.emit(merge, new Span(start, end), emission);
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
