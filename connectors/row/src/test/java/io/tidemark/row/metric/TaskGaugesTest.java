package io.tidemark.row.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskGaugesTest {

  private final Metrics registry = new Metrics();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void areShownAsSoonAsThoseOfThePredecessorAreGone() throws Exception {
    // Given
    PluginMetricsImpl predecessor = worker();
    TaskGauges former = new TaskGauges(() -> predecessor);
    former.add("rows", "", () -> 1);
    former.show();
    PluginMetrics worker = worker();
    TaskGauges gauges = new TaskGauges(() -> worker);
    gauges.add("rows", "", () -> 2);
    gauges.add("bytes", "", () -> 3);

    // When
    gauges.show();
    Object before = value("rows");
    predecessor.close();
    gauges.show();

    // Then
    assertThat(before).isEqualTo(1L);
    assertThat(value("rows")).isEqualTo(2L);
    assertThat(value("bytes")).isEqualTo(3L);
  }

  @Test
  void areNotShownByAWorkerThatHasNoPluginMetrics() {
    TaskGauges gauges =
        new TaskGauges(
            () -> {
              throw new NoSuchMethodError("pluginMetrics");
            });
    gauges.add("rows", "", () -> 1);

    assertThatCode(gauges::show).doesNotThrowAnyException();
  }

  @Test
  void areNotShownWhereThereAreNone() {
    TaskGauges gauges = new TaskGauges(() -> null);
    gauges.add("rows", "", () -> 1);

    assertThatCode(gauges::show).doesNotThrowAnyException();
  }

  private PluginMetricsImpl worker() {
    return new PluginMetricsImpl(registry, Map.of("connector", "c"));
  }

  private Object value(String name) {
    MetricName full = worker().metricName(name, "", new LinkedHashMap<>());
    return registry.metric(full).metricValue();
  }
}
