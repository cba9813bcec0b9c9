package io.tidemark.topology.expression.value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** A TIMESTAMP's microseconds since 1970, to and from Java's times. */
public final class TimeOfEpoch {

  private static final int NANOS_PER_MICRO = 1000;

  private TimeOfEpoch() {}

  /** In UTC. */
  public static LocalDateTime dateTime(long micros) {
    long seconds = Math.floorDiv(micros, Interval.MICROS_PER_SECOND);
    int ofSecond = (int) Math.floorMod(micros, Interval.MICROS_PER_SECOND);
    return LocalDateTime.ofEpochSecond(seconds, ofSecond * NANOS_PER_MICRO, ZoneOffset.UTC);
  }

  /**
   * Microseconds since 1970.
   *
   * @throws ArithmeticException if it is beyond a TIMESTAMP
   */
  public static long micros(ZonedDateTime time) {
    return micros(time.toInstant());
  }

  /**
   * Microseconds since 1970.
   *
   * @throws ArithmeticException if it is beyond a TIMESTAMP
   */
  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), Interval.MICROS_PER_SECOND),
        instant.getNano() / NANOS_PER_MICRO);
  }
}
