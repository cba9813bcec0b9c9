package io.tidemark.row.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of a connector's task, which a worker of Kafka 4.1 or newer shows (KIP-877) and an older
 * one does not. A worker refuses a gauge while it has one of the same name, and a task that begins
 * may meet those of its predecessor, which the worker no longer waited for: what was refused is
 * offered again with each {@link #show}. Owned by the task's thread.
 */
public final class TaskGauges {

  private final @Nullable PluginMetrics worker;
  private final List<HiddenGauge> hidden = new ArrayList<>();

  /**
   * @param worker the task's {@code () -> context.pluginMetrics()}
   */
  public TaskGauges(Supplier<@Nullable PluginMetrics> worker) {
    this.worker = metricsOf(worker);
  }

  private record HiddenGauge(String name, String description, LongSupplier value) {}

  private static @Nullable PluginMetrics metricsOf(Supplier<@Nullable PluginMetrics> worker) {
    try {
      return worker.get();
    } catch (LinkageError e) {
      return null; // a worker from before KIP-877
    }
  }

  /** One more gauge; the next {@link #show} shows it. */
  public void add(String name, String description, LongSupplier value) {
    hidden.add(new HiddenGauge(name, description, value));
  }

  /** Shows what is not shown yet, where it can be. */
  public void show() {
    if (worker != null && !hidden.isEmpty()) {
      hidden.removeIf(gauge -> isShownBy(worker, gauge));
    }
  }

  private static boolean isShownBy(PluginMetrics worker, HiddenGauge gauge) {
    try {
      worker.addMetric(
          worker.metricName(gauge.name(), gauge.description(), new LinkedHashMap<>()),
          (Gauge<Long>) (config, now) -> gauge.value().getAsLong());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
