package io.tidemark.topology.watermark;

import java.time.Duration;
import java.util.Optional;

/**
 * For how long nothing has arrived, where that is to move the watermark ({@code idle} of {@code
 * with_watermark}). Times are wall-clock, in milliseconds; what counts is the time that the task
 * saw pass, look by look, so that neither a clock that is set nor a process that stood still moves
 * the watermark past rows that have come meanwhile. Owned by a task.
 */
public final class Idleness {

  /** Between two looks, of which there is one a second, no more passes than this. */
  private static final long MOST_AT_ONCE = 5_000;

  private final Optional<Duration> patience;
  private long lastLook;
  private long quietMillis;

  /**
   * @param patience empty: however long nothing arrives, the watermark stays
   * @param now the task's beginning counts as news
   */
  public Idleness(Optional<Duration> patience, long now) {
    this.patience = patience;
    this.lastLook = now;
  }

  /** Whether the watermark moves by itself at some time. */
  public boolean isLimited() {
    return patience.isPresent();
  }

  /** Something has arrived. */
  public void news(long now) {
    lastLook = now;
    quietMillis = 0;
  }

  /** To be asked regularly: microseconds since the last news; 0 while that is not long enough. */
  public long micros(long now) {
    quietMillis += Math.max(0, Math.min(now - lastLook, MOST_AT_ONCE));
    lastLook = now;
    long millis = quietMillis;
    return patience.filter(p -> millis >= p.toMillis()).map(p -> millis * 1000).orElse(0L);
  }
}
