package io.tidemark.topology.window;

import io.tidemark.topology.definition.Window;
import io.tidemark.topology.plan.AggregationPlan;
import java.util.TreeMap;

/**
 * What can be told of an aggregation's state from its entries alone, in any order, as its changelog
 * has them: how many windows are open.
 */
public final class StateEntries {

  private final AggregationPlan plan;
  private final boolean hasPanes;

  /** How many entries each pane has, by its start. */
  private final TreeMap<Long, Long> panes = new TreeMap<>();

  public StateEntries(AggregationPlan plan) {
    this.plan = plan;
    this.hasPanes = plan.window().isPresent() && !(plan.window().get() instanceof Window.Session);
  }

  /** There is one entry more, of this key. */
  public void added(byte[] key) {
    count(key, 1);
  }

  /** An entry is gone, of this key. */
  public void removed(byte[] key) {
    count(key, -1);
  }

  /**
   * How many windows are open; without windows, how many groups there are.
   *
   * @param kept what the state keeps beside them
   * @param watermark up to which windows have closed
   */
  public long openWindows(OrderedState kept, long watermark) {
    return hasPanes
        ? WindowGrid.of(plan.window().orElseThrow())
            .windows(panes.navigableKeySet(), plan.closesWindows() ? watermark : Long.MIN_VALUE)
        : new GroupCount(kept).value();
  }

  private void count(byte[] key, long more) {
    if (hasPanes && key[0] == PaneKeys.PREFIX) {
      panes.merge(PaneKeys.paneStart(key), more, (a, b) -> a + b == 0 ? null : a + b);
    }
  }
}
