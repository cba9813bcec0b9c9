package io.tidemark.delta.source;

import io.tidemark.delta.source.Position.Phase;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/** What a task has read since it started. Written by its thread, read by any. */
final class SourceMetrics {

  private final AtomicLong files = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong tableVersion = new AtomicLong(-1);
  private final AtomicLong versionsWaiting = new AtomicLong();

  /** Shows them as gauges of the plugin (KIP-877), if the worker knows such. */
  void register(Optional<PluginMetrics> plugin) {
    plugin.ifPresent(this::register);
  }

  private void register(PluginMetrics plugin) {
    gauge(plugin, "files-processed-total", "Data files read to their end", files::get);
    gauge(plugin, "records-published-total", "Records with rows", records::get);
    gauge(plugin, "rows-published-total", "Rows in them", rows::get);
    gauge(plugin, "bytes-published-total", "Bytes of their values", bytes::get);
    gauge(
        plugin,
        "table-version",
        "The last version of the table that was read whole; -1: none",
        tableVersion::get);
    gauge(
        plugin,
        "versions-waiting",
        "Versions that the table has and that were not read whole",
        versionsWaiting::get);
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

  private static void gauge(
      PluginMetrics metrics, String name, String description, LongSupplier value) {
    metrics.addMetric(
        metrics.metricName(name, description, new LinkedHashMap<>()),
        (Gauge<Long>) (config, now) -> value.getAsLong());
  }
}
