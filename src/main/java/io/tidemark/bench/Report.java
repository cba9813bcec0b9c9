package io.tidemark.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured, as lines. */
final class Report {

  private static final double MEGA = 1e6;

  private Report() {}

  static List<String> of(Measurement m) {
    double seconds = m.wall().toMillis() / 1000.0;
    String head =
        text(
            "%s: %,d orders (%.0f MB) to %,d rows, as many as there must be",
            m.scenario(), m.orders(), m.bytes() / MEGA, m.rows());
    String figures =
        text(
            "  wall %.1f s, CPU %.1f s, peak memory %.0f MB, %,.0f orders/s",
            seconds,
            m.cpu().toMillis() / 1000.0,
            m.peakBytes() / MEGA,
            m.orders() / Math.max(seconds, 0.001));
    return m.cpuByPart().isEmpty() ? List.of(head, figures) : List.of(head, figures, parts(m));
  }

  /** Of latencies: the middle, the 95th of a hundred, the worst. */
  static List<String> of(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    return List.of(
        text("%s: %,d files, each %s", Scenario.LATENCY, times.size(), "an order, to rows read"),
        text(
            "  median %d ms, p95 %d ms, worst %d ms",
            percentile(sorted, 50), percentile(sorted, 95), percentile(sorted, 100)));
  }

  private static long percentile(List<Duration> sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(0, rank - 1)).toMillis();
  }

  /** Samples miss what threads did after the last one; that is the difference to the whole. */
  private static String parts(Measurement m) {
    Duration seen = m.cpuByPart().values().stream().reduce(Duration.ZERO, Duration::plus);
    String parts =
        m.cpuByPart().entrySet().stream()
            .sorted(Map.Entry.<CpuPart, Duration>comparingByValue(Comparator.reverseOrder()))
            .map(e -> text("%s %.1f", e.getKey().label(), e.getValue().toMillis() / 1000.0))
            .collect(Collectors.joining(", "));
    Duration missed = m.cpu().minus(seen);
    return "  CPU by part (s): " + parts + text(", not seen %.1f", missed.toMillis() / 1000.0);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
