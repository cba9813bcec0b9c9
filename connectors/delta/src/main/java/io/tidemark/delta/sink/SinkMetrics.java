package io.tidemark.delta.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/** What a task has done since it started. Written by its thread, read by any. */
final class SinkMetrics {

  private final AtomicLong rowsWritten = new AtomicLong();
  private final AtomicLong bytesWritten = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong commitMillis = new AtomicLong();
  private final AtomicLong lastCommitTookMillis = new AtomicLong(-1);
  private final AtomicLong commitFailures = new AtomicLong();
  private final AtomicLong rowsWaiting = new AtomicLong();
  private final AtomicLong recordsSkipped = new AtomicLong();
  private final AtomicLong recordsSetAside = new AtomicLong();
  private final AtomicLong tableVersion = new AtomicLong(-1);
  private final AtomicLong lastCommitMillis = new AtomicLong(-1);

  /** Shows them as gauges of the plugin (KIP-877), if the worker knows such. */
  void register(Optional<PluginMetrics> plugin) {
    plugin.ifPresent(
        metrics -> {
          gauge(metrics, "rows-written-total", "Rows in committed versions", rowsWritten::get);
          gauge(metrics, "bytes-written-total", "Bytes of their data files", bytesWritten::get);
          gauge(metrics, "commits-total", "Versions committed", commits::get);
          gauge(
              metrics,
              "commit-duration-ms-total",
              "What their commits took, their files included",
              commitMillis::get);
          gauge(
              metrics,
              "commit-duration-ms",
              "What the last one took; -1: there was none",
              lastCommitTookMillis::get);
          gauge(
              metrics,
              "commit-failures-total",
              "Commits that failed, or had to be worked out again after another writer's",
              commitFailures::get);
          gauge(metrics, "rows-waiting", "Rows taken that are not committed yet", rowsWaiting::get);
          gauge(
              metrics,
              "records-skipped-total",
              "Records delivered again that the table had already",
              recordsSkipped::get);
          gauge(
              metrics,
              "records-set-aside-total",
              "Records that did not fit the table, reported to the worker",
              recordsSetAside::get);
          gauge(
              metrics,
              "table-version",
              "The last version committed or found at the start; -1: none",
              tableVersion::get);
          gauge(
              metrics,
              "last-commit-timestamp-ms",
              "When that was, in milliseconds since the epoch; -1: never",
              lastCommitMillis::get);
        });
  }

  void opened(long version) {
    tableVersion.set(version);
  }

  /** Rows are taken, and wait for their commit; 0: none do. */
  void waiting(long rows) {
    rowsWaiting.set(rows);
  }

  void commitFailed() {
    commitFailures.incrementAndGet();
  }

  void commitTook(Duration duration) {
    commitMillis.addAndGet(duration.toMillis());
    lastCommitTookMillis.set(duration.toMillis());
  }

  void committed(long version, long rows, long bytes, Instant at) {
    rowsWritten.addAndGet(rows);
    bytesWritten.addAndGet(bytes);
    commits.incrementAndGet();
    tableVersion.set(version);
    lastCommitMillis.set(at.toEpochMilli());
  }

  void skipped() {
    recordsSkipped.incrementAndGet();
  }

  void setAside() {
    recordsSetAside.incrementAndGet();
  }

  private static void gauge(
      PluginMetrics metrics, String name, String description, LongSupplier value) {
    metrics.addMetric(
        metrics.metricName(name, description, new LinkedHashMap<>()),
        (Gauge<Long>) (config, now) -> value.getAsLong());
  }
}
