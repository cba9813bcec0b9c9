package io.tidemark.delta.sink;

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
