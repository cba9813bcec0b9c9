package io.tidemark.host;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/**
 * What the host measures of a sink, beside what its task does. Written by the sink's thread, read
 * by any.
 */
public final class ReadingMetrics {

  private final AtomicLong partitions = new AtomicLong();
  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();

  ReadingMetrics(PluginMetrics metrics) {
    gauge(
        metrics,
        "partitions-held",
        "Partitions of its topic that this process has; 0: others have them",
        partitions::get);
    gauge(metrics, "records-lag", "Records of its partitions that it has not read yet", lag::get);
    gauge(metrics, "retries-total", "Times that the host tried something again", retries::get);
  }

  /** As of the last fetch of each partition, without asking the broker. */
  public void polled(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> held) {
    partitions.set(held.size());
    lag.set(held.stream().mapToLong(p -> consumer.currentLag(p).orElse(0)).sum());
  }

  void retried() {
    retries.incrementAndGet();
  }

  static void gauge(PluginMetrics metrics, String name, String description, LongSupplier value) {
    metrics.addMetric(
        metrics.metricName(name, description, new LinkedHashMap<>()),
        (Gauge<Long>) (config, now) -> value.getAsLong());
  }
}
