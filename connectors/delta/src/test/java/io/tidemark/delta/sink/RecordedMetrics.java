package io.tidemark.delta.sink;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** A worker's metrics of a plugin, by name. */
final class RecordedMetrics implements PluginMetrics {

  private final Map<String, Gauge<?>> gauges = new HashMap<>();

  Object value(String name) {
    return gauges.get(name).value(null, 0);
  }

  @Override
  @SuppressWarnings("NonApiType") // Kafka's signature
  public MetricName metricName(
      String name, String description, LinkedHashMap<String, String> tags) {
    return new MetricName(name, "plugins", description, tags);
  }

  @Override
  public void addMetric(MetricName metricName, MetricValueProvider<?> metricValueProvider) {
    gauges.put(metricName.name(), (Gauge<?>) metricValueProvider);
  }

  @Override
  public void removeMetric(MetricName metricName) {
    gauges.remove(metricName.name());
  }

  @Override
  public Sensor addSensor(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public void removeSensor(String name) {
    throw new UnsupportedOperationException(name);
  }
}
