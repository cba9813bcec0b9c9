package io.tidemark.topology.watermark;

import java.time.Duration;
import java.util.Optional;

/**
 * For how long nothing has arrived, where that is to move the watermark ({@code idle} of {@code
 * with_watermark}). Times are wall-clock, in milliseconds. Owned by a task.
 */
public final class Idleness {

  private final Optional<Duration> patience;
  private long lastNews;

  /**
   * @param patience empty: however long nothing arrives, the watermark stays
   * @param now the task's beginning counts as news
   */
  public Idleness(Optional<Duration> patience, long now) {
    this.patience = patience;
    this.lastNews = now;
  }

  /** Whether the watermark moves by itself at some time. */
  public boolean isLimited() {
    return patience.isPresent();
  }

  /** Something has arrived. */
  public void news(long now) {
    lastNews = now;
  }

  /** Microseconds since the last news; 0 while that is not long enough. */
  public long micros(long now) {
    long millis = now - lastNews;
    return patience.filter(p -> millis >= p.toMillis()).map(p -> millis * 1000).orElse(0L);
  }
}
