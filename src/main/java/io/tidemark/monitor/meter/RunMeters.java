package io.tidemark.monitor.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.run.RunInsight;
import io.tidemark.run.SourceInsight;
import io.tidemark.run.TargetInsight;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * What is measured of a run and of its process, as a page for Prometheus. Nothing is counted here:
 * a page asks those who count.
 */
public final class RunMeters implements AutoCloseable {

  static final String HEALTHY = "tidemark.healthy";
  static final String HEALTHY_HELP = "What /health says: 1, or 0";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final Measures measures = new Measures(Clock.systemUTC());

  /** The registry only has weak references to what it measures. */
  private final List<Object> measured = new ArrayList<>();

  /**
   * @param isHealthy asked for each page
   */
  public RunMeters(String pipeline, BooleanSupplier isHealthy) {
    registry.config().commonTags("pipeline", pipeline);
    Gauge.builder(HEALTHY, () -> isHealthy.getAsBoolean() ? 1 : 0)
        .description(HEALTHY_HELP)
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Measures this run from now on. */
  public void bind(RunInsight run) {
    keep(run);
    measures.ofRun().forEach(m -> m.register(run, Tags.empty(), registry));
    for (SourceInsight source : run.sources()) {
      keep(source);
      Tags tags = Tags.of("source", source.name());
      measures.ofSource().forEach(m -> m.register(source, tags, registry));
    }
    for (TargetInsight table : run.targets()) {
      keep(table);
      String kind = table.kind().name().toLowerCase(Locale.ROOT);
      Tags tags = Tags.of("table", table.id(), "kind", kind);
      measures.ofTable().forEach(m -> m.register(table, tags, registry));
    }
  }

  /** In Prometheus' text format. */
  public String page() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }

  private void keep(Object insight) {
    measured.add(insight);
  }
}
