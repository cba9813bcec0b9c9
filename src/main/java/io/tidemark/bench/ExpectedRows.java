package io.tidemark.bench;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** How many rows a run must give, found without any of the code that is measured. */
final class ExpectedRows {

  private static final long SIZE = Duration.ofMinutes(5).toMillis();
  private static final long SLIDE = Duration.ofMinutes(1).toMillis();
  private static final long DELAY = Duration.ofSeconds(10).toMillis();

  private ExpectedRows() {}

  static long of(Scenario scenario, long orders) {
    return switch (scenario) {
      case FLATTEN, SMALL_FILES, ONE_ORDER, LATENCY -> orders * OrderText.LINES;
      case TUMBLING, TUMBLING_LINES -> windows(orders, SIZE);
      case SLIDING, SLIDING_LINES -> windows(orders, SLIDE);
    };
  }

  /** Windows with orders, by country, that end at or before the last watermark. */
  private static long windows(long orders, long slide) {
    long watermark = OrderText.time(orders - 1).toEpochMilli() - DELAY;
    Set<String> windows = new HashSet<>();
    for (long order = 0; order < orders; order++) {
      long time = OrderText.time(order).toEpochMilli();
      String country = OrderText.country(order);
      for (long start = time - time % slide; start > time - SIZE; start -= slide) {
        if (start + SIZE <= watermark) {
          windows.add(start + country);
        }
      }
    }
    return windows.size();
  }
}
