package io.tidemark.delta.sink;

import io.tidemark.row.metric.TaskGauges;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.sink.SinkTaskContext;

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

  private final TaskGauges gauges;

  SinkMetrics(SinkTaskContext context) {
    this.gauges = new TaskGauges(() -> context.pluginMetrics());
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
    gauges.show();
  }

  /** Shows what the worker doesn't show yet. */
  void show() {
    gauges.show();
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
}
