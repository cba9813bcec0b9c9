package io.tidemark.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;

/**
 * What all hosted tasks measure, in one registry. Values can be read after a task has ended, until
 * this is closed. Thread-safe.
 */
public final class HostMetrics implements AutoCloseable {

  private static final String GROUP = "plugins";

  private final Metrics registry = new Metrics();

  /** A whole number that a connector's task measures; empty when it (or the task) isn't there. */
  public OptionalLong value(String connector, String metric) {
    KafkaMetric found = registry.metric(registry.metricName(metric, GROUP, tags(connector)));
    return found != null && found.metricValue() instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  /** What a connector's task gets as its {@code context.pluginMetrics()}. */
  public PluginMetrics of(String connector) {
    return new PluginMetricsImpl(registry, tags(connector));
  }

  @Override
  public void close() {
    registry.close();
  }

  private static Map<String, String> tags(String connector) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("connector", connector);
    tags.put("task", "0");
    return tags;
  }
}
