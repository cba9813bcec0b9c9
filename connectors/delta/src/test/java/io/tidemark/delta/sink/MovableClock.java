package io.tidemark.delta.sink;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is moved, unless what happens between two questions is to take time. */
final class MovableClock extends Clock {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Duration step = Duration.ZERO;

  /** From now on so much passes before each question. */
  void stepBy(Duration length) {
    step = length;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    advance(step);
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
