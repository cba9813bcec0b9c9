package io.tidemark.topology.window;

import io.tidemark.row.Row;
import io.tidemark.topology.plan.AggregationPlan;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Groups in update and complete mode, with windows of a fixed size or without windows: each is
 * emitted when it has changed. A window that closes is emitted a last time, if it has changed, and
 * its panes are forgotten with the last window that they are part of.
 */
final class ChangingGroups implements Aggregation {

  private static final long NEVER = Long.MAX_VALUE;

  /** Without windows, all is in one pane. */
  private static final long ONLY_PANE = 0;

  private static final Span NO_WINDOW = new Span(ONLY_PANE, ONLY_PANE + 1);

  private final @Nullable WindowGrid grid;
  private final boolean closesWindows;
  private final Panes panes;
  private final Changes changes;
  private final WindowResults results;
  private final GroupCount groups;
  private final OrderedWriter writer = new OrderedWriter();

  private long watermark;

  /** The end of the first open window that has rows, when windows close. */
  private long nextEnd;

  ChangingGroups(AggregationPlan plan, OrderedState state, long watermark) {
    GroupCalls calls = new GroupCalls(plan);
    this.grid = plan.window().map(WindowGrid::of).orElse(null);
    this.closesWindows = plan.closesWindows();
    this.changes = new Changes(state);
    this.groups = new GroupCount(state);
    this.panes = new Panes(state, grid == null ? 1 : grid.pane(), calls, this::changed);
    this.results = new WindowResults(plan, calls);
    this.watermark = watermark;
    this.nextEnd = firstEnd();
  }

  /** Marks are of group and pane, so that a group's come one after the other. */
  private void changed(byte[] accumulators, boolean isNew) {
    byte[] group = PaneKeys.groupOf(accumulators);
    writer.clear();
    writer.writeBytes(group, group.length);
    writer.writeLong(PaneKeys.paneStart(accumulators));
    changes.mark(writer.toBytes());
    if (grid == null && isNew) {
      groups.add(1);
    }
  }

  @Override
  public long watermark() {
    return watermark;
  }

  @Override
  public boolean add(Row row) {
    if (grid == null) {
      panes.add(ONLY_PANE, row);
      return true;
    }
    long time = Aggregation.eventTime(row);
    if (closesWindows && grid.lastEnd(time) <= watermark) {
      return false;
    }
    panes.add(grid.paneStart(time), row);
    if (closesWindows) {
      nextEnd = Math.min(nextEnd, Math.max(grid.firstEnd(time), endAfterWatermark(grid)));
    }
    return true;
  }

  @Override
  public void flush() {
    panes.flush();
    groups.save();
  }

  @Override
  public boolean advance(long target, int budget, Emission emission) {
    flush();
    if (grid != null && nextEnd <= target) {
      if (!emitChanges(budget, emission)) {
        return false;
      }
      panes.deleteBefore(grid.endAfter(target) - grid.size());
      watermark = target;
      nextEnd = firstEnd();
    }
    watermark = Math.max(watermark, target);
    return true;
  }

  private long firstEnd() {
    OptionalLong first = panes.first();
    return grid == null || !closesWindows || first.isEmpty()
        ? NEVER
        : Math.max(grid.firstEnd(first.getAsLong()), endAfterWatermark(grid));
  }

  private long endAfterWatermark(WindowGrid windows) {
    return watermark == Long.MIN_VALUE ? watermark : windows.endAfter(watermark);
  }

  @Override
  public boolean emitChanges(int budget, Emission emission) {
    flush();
    int emitted = 0;
    while (changes.mayHaveMarks()) {
      try (Changes.Epoch epoch = changes.openOldest()) {
        Cursor cursor = new Cursor();
        for (byte[] mark = epoch.next(); mark != null; mark = epoch.next()) {
          emitted += cursor.emit(mark, emission);
          if (emitted >= budget) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Emits each window once that a group's changed panes are part of. */
  private final class Cursor {

    private byte[] group = {};
    private long emittedUpTo = Long.MIN_VALUE;

    int emit(byte[] mark, Emission emission) {
      int groupLength = mark.length - Long.BYTES;
      long pane = new OrderedReader(mark, groupLength).readLong();
      if (!Arrays.equals(group, 0, group.length, mark, 0, groupLength)) {
        group = Arrays.copyOf(mark, groupLength);
        emittedUpTo = Long.MIN_VALUE;
      }
      return grid == null ? emitPane(pane, NO_WINDOW, emission) : emitWindows(grid, pane, emission);
    }

    private int emitWindows(WindowGrid windows, long pane, Emission emission) {
      int emitted = 0;
      long first = windows.firstEnd(pane);
      if (closesWindows) {
        first = Math.max(first, endAfterWatermark(windows));
      }
      long end =
          emittedUpTo == Long.MIN_VALUE ? first : Math.max(first, emittedUpTo + windows.slide());
      for (; end <= windows.lastEnd(pane); end += windows.slide()) {
        Span window = new Span(end - windows.size(), end);
        emitted +=
            windows.isTumbling() ? emitPane(pane, window, emission) : emitMerged(window, emission);
        emittedUpTo = end;
      }
      return emitted;
    }

    private int emitPane(long pane, Span window, Emission emission) {
      byte[] accumulators = panes.accumulators(pane, group);
      if (accumulators == null) {
        return 0;
      }
      results.emit(group, accumulators, window, emission);
      return 1;
    }

    private int emitMerged(Span window, Emission emission) {
      try (WindowMerge merge = panes.merge(window.start(), window.end(), group)) {
        return results.emit(merge, window, emission);
      }
    }
  }

  @Override
  public Span lastWindow(Row row) {
    if (grid == null) {
      throw new IllegalStateException("there are no windows");
    }
    return grid.lastWindow(Aggregation.eventTime(row));
  }

  @Override
  public long openCount() {
    return grid == null
        ? groups.value()
        : grid.windows(panes.starts(), closesWindows ? watermark : Long.MIN_VALUE);
  }
}
