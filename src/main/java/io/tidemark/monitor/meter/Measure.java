package io.tidemark.monitor.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * One thing that is measured of every {@code T}.
 *
 * @param name as Micrometer has it, with dots; the unit at its end
 * @param value not a number while there is none
 * @param applies whether it is measured of this one at all
 */
record Measure<T>(
    String name, Kind kind, String help, ToDoubleFunction<T> value, Predicate<T> applies) {

  /** What Prometheus calls a metric's type. */
  enum Kind {
    COUNTER,
    GAUGE
  }

  static <T> Measure<T> counter(String name, String help, ToDoubleFunction<T> value) {
    return new Measure<>(name, Kind.COUNTER, help, value, any -> true);
  }

  static <T> Measure<T> gauge(String name, String help, ToDoubleFunction<T> value) {
    return new Measure<>(name, Kind.GAUGE, help, value, any -> true);
  }

  /** The same, only of some. */
  Measure<T> of(Predicate<T> some) {
    return new Measure<>(name, kind, help, value, some);
  }

  /** The name on the page of metrics. */
  String exposedName() {
    return name.replace('.', '_') + (kind == Kind.COUNTER ? "_total" : "");
  }

  /** Measures one from now on. The registry does not keep it from being forgotten. */
  void register(T measured, Tags tags, MeterRegistry registry) {
    if (!applies.test(measured)) {
      return;
    }
    switch (kind) {
      case COUNTER ->
          FunctionCounter.builder(name, measured, value)
              .description(help)
              .tags(tags)
              .register(registry);
      case GAUGE ->
          Gauge.builder(name, measured, value).description(help).tags(tags).register(registry);
    }
  }

  /** Of a gauge. */
  static double number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : Double.NaN;
  }
}
