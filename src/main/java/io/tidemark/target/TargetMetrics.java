package io.tidemark.target;

import java.time.Duration;
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
  private final AtomicLong commitMillis = new AtomicLong();
  private final AtomicLong lastCommitTookMillis = new AtomicLong(-1);
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong rowsWaiting = new AtomicLong();

  TargetMetrics(PluginMetrics metrics) {
    gauge(metrics, "rows-written-total", "Rows in finished batches", rows::get);
    gauge(metrics, "commits-total", "Batches or transactions finished", commits::get);
    gauge(
        metrics,
        "last-commit-timestamp-ms",
        "When that was, in milliseconds since the epoch; -1: never",
        lastCommitMillis::get);
    gauge(metrics, "commit-duration-ms-total", "What all of them took", commitMillis::get);
    gauge(
        metrics,
        "commit-duration-ms",
        "What the last one took; -1: there was none",
        lastCommitTookMillis::get);
    gauge(metrics, "commit-failures-total", "Transactions that were given up", failures::get);
    gauge(metrics, "rows-waiting", "Rows taken that are in no finished batch", rowsWaiting::get);
  }

  /** Rows are taken, and wait for their batch; 0: none do. */
  void waiting(long count) {
    rowsWaiting.set(count);
  }

  void failed() {
    failures.incrementAndGet();
  }

  void committed(long moreRows, Duration took) {
    commitMillis.addAndGet(took.toMillis());
    lastCommitTookMillis.set(took.toMillis());
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
