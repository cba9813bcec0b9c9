package io.tidemark.row.problem;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts what goes wrong and may pass by itself: a few times in a while it does, more often it
 * doesn't. Thread-safe.
 */
public final class Setbacks {

  private final int bearable;
  private final Duration window;
  private final InstantSource clock;
  private final Deque<Instant> recent = new ArrayDeque<>();

  /**
   * @param bearable so many within {@code window} are borne
   */
  public Setbacks(int bearable, Duration window, InstantSource clock) {
    this.bearable = bearable;
    this.window = window;
    this.clock = clock;
  }

  /** There was another; whether it is to be borne. */
  public synchronized boolean bear() {
    Instant now = clock.instant();
    while (!recent.isEmpty() && recent.peekFirst().plus(window).isBefore(now)) {
      recent.removeFirst();
    }
    recent.addLast(now);
    return recent.size() <= bearable;
  }

  /** How many there were lately. */
  public synchronized int count() {
    return recent.size();
  }
}
