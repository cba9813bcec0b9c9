package io.tidemark.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.jspecify.annotations.Nullable;

/**
 * What all hosted tasks measure, in one registry. Values can be read after a task has ended, until
 * this is closed. Thread-safe.
 */
public final class HostMetrics implements AutoCloseable {

  private static final String GROUP = "plugins";

  /** How metrics are named that count up. */
  private static final String TOTAL = "-total";

  private final Metrics registry = new Metrics();

  /** What tasks of the same name counted before the one that there is now. */
  private final Map<MetricName, Long> before = new ConcurrentHashMap<>();

  /** A whole number that a connector's task measures; empty when it (or the task) isn't there. */
  public OptionalLong value(String connector, String metric) {
    MetricName name = registry.metricName(metric, GROUP, tags(connector));
    OptionalLong now = value(registry.metric(name));
    Long earlier = before.get(name);
    return earlier == null ? now : OptionalLong.of(earlier + now.orElse(0));
  }

  /** A connector's task has ended, and another may begin; what it counted is kept. */
  void ended(String connector) {
    for (Map.Entry<MetricName, KafkaMetric> metric : registry.metrics().entrySet()) {
      MetricName name = metric.getKey();
      if (GROUP.equals(name.group()) && connector.equals(name.tags().get("connector"))) {
        OptionalLong last = value(metric.getValue());
        if (name.name().endsWith(TOTAL) && last.isPresent()) {
          before.merge(name, last.getAsLong(), Long::sum);
        }
        registry.removeMetric(name);
      }
    }
  }

  private static OptionalLong value(@Nullable KafkaMetric metric) {
    return metric != null && metric.metricValue() instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  /** For a sink of this name: what the host measures of its reading. */
  public ReadingMetrics readingOf(String sink) {
    return new ReadingMetrics(of(sink));
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
