package io.tidemark.files.discovery;

import java.time.Duration;
import java.time.InstantSource;

/**
 * When folders are to be listed again. A listing that takes long comes the less often: listing
 * takes a small part of the time, however many files there are.
 */
final class ListingSchedule {

  /** Of the time that a listing takes, the least that passes until the next. */
  private static final int PAUSE = 20;

  private final InstantSource clock;
  private long begun;
  private long ended;
  private long next;

  ListingSchedule(InstantSource clock) {
    this.clock = clock;
  }

  void begin() {
    begun = clock.millis();
  }

  /** The listing is over; the next comes after an interval, or later. */
  void end(Duration interval) {
    ended = clock.millis();
    next = ended + pause(interval);
  }

  /** Something asks for a listing an interval after the last one, or later. */
  void hasten(Duration interval) {
    next = Math.min(next, ended + pause(interval));
  }

  boolean isDue() {
    return clock.millis() >= next;
  }

  /** When the next is due, in milliseconds since the epoch. */
  long nextMillis() {
    return next;
  }

  private long pause(Duration interval) {
    return Math.max(interval.toMillis(), (ended - begun) * PAUSE);
  }
}
