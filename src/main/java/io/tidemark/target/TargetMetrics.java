package io.tidemark.target;

import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/** What a target has written in this run, under the names that a Delta sink uses. Thread-safe. */
final class TargetMetrics {

  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong lastCommitMillis = new AtomicLong(-1);

  TargetMetrics(PluginMetrics metrics) {
    gauge(metrics, "rows-written-total", "Rows in finished batches", rows::get);
    gauge(metrics, "commits-total", "Batches or transactions finished", commits::get);
    gauge(
        metrics,
        "last-commit-timestamp-ms",
        "When that was, in milliseconds since the epoch; -1: never",
        lastCommitMillis::get);
  }

  void committed(long moreRows) {
    rows.addAndGet(moreRows);
    commits.incrementAndGet();
    lastCommitMillis.set(System.currentTimeMillis());
  }

  private static void gauge(
      PluginMetrics metrics, String name, String description, LongSupplier value) {
    metrics.addMetric(
        metrics.metricName(name, description, new LinkedHashMap<>()),
        (Gauge<Long>) (config, now) -> value.getAsLong());
  }
}
