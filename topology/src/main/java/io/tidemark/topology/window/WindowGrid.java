package io.tidemark.topology.window;

import io.tidemark.topology.definition.Window;
import java.time.Duration;
import java.util.SortedSet;

/**
 * Which windows there are: starts inclusive, ends exclusive, aligned to the epoch in UTC. All times
 * are in microseconds since the epoch, and may be before it.
 *
 * <p>Rows are aggregated once, in panes; a window is a run of panes. The pane is the greatest
 * common divisor of size and slide, so that no window begins or ends within one.
 *
 * @param size of a window
 * @param slide from the start of a window to that of the next, at most {@code size}
 * @param pane length of a pane
 */
record WindowGrid(long size, long slide, long pane) {

  static WindowGrid of(Window window) {
    if (window instanceof Window.Tumbling tumbling) {
      long size = micros(tumbling.size());
      return new WindowGrid(size, size, size);
    } else if (window instanceof Window.Sliding sliding) {
      long size = micros(sliding.size());
      long slide = micros(sliding.slide());
      return new WindowGrid(size, slide, greatestCommonDivisor(size, slide));
    }
    throw new IllegalStateException("not of a fixed size: " + window);
  }

  static long micros(Duration duration) {
    return duration.toSeconds() * 1_000_000 + duration.toNanosPart() / 1000;
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /** The start of the pane that a time lies in. */
  long paneStart(long time) {
    return floor(time, pane);
  }

  /** The end of the first window that a time, or the pane beginning then, lies in. */
  long firstEnd(long time) {
    return floor(paneStart(time) + pane - size + slide - 1, slide) + size;
  }

  /** The end of the last window that a time lies in. */
  long lastEnd(long time) {
    return floor(time, slide) + size;
  }

  /** The last window that a time lies in. */
  Aggregation.Span lastWindow(long time) {
    long end = lastEnd(time);
    return new Aggregation.Span(end - size, end);
  }

  /** The first end of a window that is after a time. */
  long endAfter(long time) {
    return floor(time - size, slide) + slide + size;
  }

  /** Whether a window is one pane. */
  boolean isTumbling() {
    return size == pane;
  }

  /** How many windows that end after a time the panes beginning at these times are part of. */
  long windows(SortedSet<Long> paneStarts, long time) {
    long count = 0;
    long counted = time == Long.MIN_VALUE ? time : endAfter(time) - slide;
    for (long start : paneStarts) {
      long first = firstEnd(start) - slide;
      long last = lastEnd(start);
      count += Math.max(0, (last - Math.max(first, counted)) / slide);
      counted = Math.max(counted, last);
    }
    return count;
  }

  private static long floor(long time, long step) {
    return Math.floorDiv(time, step) * step;
  }
}
