package io.tidemark.files;

import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/** What a source counts, since its start. Written by its threads, read by any. */
final class SourceMetrics {

  private final AtomicLong filesProcessed = new AtomicLong();
  private final AtomicLong filesDuplicate = new AtomicLong();
  private final AtomicLong filesNewVersion = new AtomicLong();
  private final AtomicLong filesFailed = new AtomicLong();
  private final AtomicLong filesCleared = new AtomicLong();
  private final AtomicLong filesWaiting = new AtomicLong();
  private final AtomicLong recordsPublished = new AtomicLong();
  private final AtomicLong recordsSetAside = new AtomicLong();
  private final AtomicLong bytesPublished = new AtomicLong();

  /** Counters that a worker of Kafka 4.1 or newer shows (KIP-877); an older one shows nothing. */
  static SourceMetrics of(SourceTaskContext context) {
    SourceMetrics metrics = new SourceMetrics();
    try {
      metrics.register(context.pluginMetrics());
    } catch (NoSuchMethodError | AbstractMethodError e) {
      // a worker from before KIP-877
    }
    return metrics;
  }

  /** A file was read to its end. */
  AtomicLong filesProcessed() {
    return filesProcessed;
  }

  /** A file came again with the same content. */
  AtomicLong filesDuplicate() {
    return filesDuplicate;
  }

  /** A file came again with other content. */
  AtomicLong filesNewVersion() {
    return filesNewVersion;
  }

  /** A file or folder could not be read, or not be archived or deleted. */
  AtomicLong filesFailed() {
    return filesFailed;
  }

  /** A file was archived or deleted. */
  AtomicLong filesCleared() {
    return filesCleared;
  }

  AtomicLong filesWaiting() {
    return filesWaiting;
  }

  AtomicLong recordsPublished() {
    return recordsPublished;
  }

  AtomicLong recordsSetAside() {
    return recordsSetAside;
  }

  AtomicLong bytesPublished() {
    return bytesPublished;
  }

  private void register(@Nullable PluginMetrics plugin) {
    if (plugin == null) {
      return;
    }
    add(plugin, "files-processed-total", "Files read to their end", filesProcessed);
    add(plugin, "files-duplicate-total", "Files whose content was read before", filesDuplicate);
    add(plugin, "files-new-version-total", "Files read again with new content", filesNewVersion);
    add(
        plugin,
        "files-failed-total",
        "Files and folders that could not be read, archived or deleted",
        filesFailed);
    add(plugin, "files-cleared-total", "Files archived or deleted", filesCleared);
    add(plugin, "files-waiting", "Files found and not read yet", filesWaiting);
    add(plugin, "records-published-total", "Records published", recordsPublished);
    add(plugin, "records-set-aside-total", "Dead letters written", recordsSetAside);
    add(plugin, "bytes-published-total", "Bytes of the records published", bytesPublished);
  }

  private static void add(PluginMetrics plugin, String name, String description, AtomicLong value) {
    plugin.addMetric(
        plugin.metricName(name, description, new LinkedHashMap<>()),
        (Gauge<Long>) (config, now) -> value.get());
  }
}
