package io.tidemark.delta.source;

import io.tidemark.delta.source.Position.Phase;
import io.tidemark.row.TaskGauges;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/** What a task has read since it started. Written by its thread, read by any. */
final class SourceMetrics {

  private final AtomicLong files = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong tableVersion = new AtomicLong(-1);
  private final AtomicLong versionsWaiting = new AtomicLong();

  private final TaskGauges gauges = new TaskGauges();
  private final @Nullable PluginMetrics worker;

  private SourceMetrics(@Nullable PluginMetrics worker) {
    this.worker = worker;
    gauges.add("files-processed-total", "Data files read to their end", files::get);
    gauges.add("records-published-total", "Records with rows", records::get);
    gauges.add("rows-published-total", "Rows in them", rows::get);
    gauges.add("bytes-published-total", "Bytes of their values", bytes::get);
    gauges.add(
        "table-version",
        "The last version of the table that was read whole; -1: none",
        tableVersion::get);
    gauges.add(
        "versions-waiting",
        "Versions that the table has and that were not read whole",
        versionsWaiting::get);
  }

  /** Gauges that a worker of Kafka 4.1 or newer shows (KIP-877); an older one shows nothing. */
  static SourceMetrics of(SourceTaskContext context) {
    SourceMetrics metrics = new SourceMetrics(workerOf(context));
    metrics.show();
    return metrics;
  }

  private static @Nullable PluginMetrics workerOf(SourceTaskContext context) {
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

  void published(int rowCount, int valueBytes) {
    records.incrementAndGet();
    rows.addAndGet(rowCount);
    bytes.addAndGet(valueBytes);
  }

  void fileRead() {
    files.incrementAndGet();
  }

  /**
   * @param next where the task will read on
   * @param newest the version that the table has
   */
  void reached(Position next, long newest) {
    tableVersion.set(next.phase() == Phase.SNAPSHOT ? -1 : next.version() - 1);
    versionsWaiting.set(Math.max(0, newest - next.version() + 1));
  }

  private static void add(
      PluginMetrics worker, String name, String description, LongSupplier value) {
    worker.addMetric(
        worker.metricName(name, description, new LinkedHashMap<>()),
        (Gauge<Long>) (config, now) -> value.getAsLong());
  }
}
