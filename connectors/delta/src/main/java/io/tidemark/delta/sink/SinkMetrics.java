package io.tidemark.delta.sink;

import io.tidemark.row.TaskGauges;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

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

  private final TaskGauges gauges = new TaskGauges();
  private final @Nullable PluginMetrics worker;

  private SinkMetrics(@Nullable PluginMetrics worker) {
    this.worker = worker;
    gauges.add("rows-written-total", "Rows in committed versions", rowsWritten::get);
    gauges.add("bytes-written-total", "Bytes of their data files", bytesWritten::get);
    gauges.add("commits-total", "Versions committed", commits::get);
    gauges.add(
        "commit-duration-ms-total",
        "What their commits took, their files included",
        commitMillis::get);
    gauges.add(
        "commit-duration-ms",
        "What the last one took; -1: there was none",
        lastCommitTookMillis::get);
    gauges.add(
        "commit-failures-total",
        "Commits that failed, or had to be worked out again after another writer's",
        commitFailures::get);
    gauges.add("rows-waiting", "Rows taken that are not committed yet", rowsWaiting::get);
    gauges.add(
        "records-skipped-total",
        "Records delivered again that the table had already",
        recordsSkipped::get);
    gauges.add(
        "records-set-aside-total",
        "Records that did not fit the table, reported to the worker",
        recordsSetAside::get);
    gauges.add(
        "table-version",
        "The last version committed or found at the start; -1: none",
        tableVersion::get);
    gauges.add(
        "last-commit-timestamp-ms",
        "When that was, in milliseconds since the epoch; -1: never",
        lastCommitMillis::get);
  }

  /** Gauges that a worker of Kafka 4.1 or newer shows (KIP-877); an older one shows nothing. */
  static SinkMetrics of(SinkTaskContext context) {
    SinkMetrics metrics = new SinkMetrics(workerOf(context));
    metrics.show();
    return metrics;
  }

  private static @Nullable PluginMetrics workerOf(SinkTaskContext context) {
    try {
      return context.pluginMetrics();
    } catch (NoSuchMethodError | AbstractMethodError e) {
      return null; // a worker from before KIP-877
    }
  }

  /** Shows what the worker doesn't show yet. */
  void show() {
    if (worker != null) {
      gauges.showIn((name, description, value) -> add(worker, name, description, value));
    }
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

  private static void add(
      PluginMetrics worker, String name, String description, LongSupplier value) {
    worker.addMetric(
        worker.metricName(name, description, new LinkedHashMap<>()),
        (Gauge<Long>) (config, now) -> value.getAsLong());
  }
}
