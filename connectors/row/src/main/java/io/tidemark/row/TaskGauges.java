package io.tidemark.row;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The gauges of a connector's task that its worker does not show yet. A worker refuses a gauge
 * while it has one of the same name, and a task that begins may meet those of its predecessor,
 * which the worker no longer waited for: so they are offered again and again. Owned by the task's
 * thread.
 */
public final class TaskGauges {

  private final List<Gauge> hidden = new ArrayList<>();

  /** Where gauges are shown. */
  public interface Registry {

    /**
     * @throws IllegalArgumentException if there is one of this name
     */
    void add(String name, String description, LongSupplier value);
  }

  private record Gauge(String name, String description, LongSupplier value) {}

  /** One more gauge. */
  public void add(String name, String description, LongSupplier value) {
    hidden.add(new Gauge(name, description, value));
  }

  /** Shows what is not shown yet, where it can be. */
  public void showIn(Registry registry) {
    hidden.removeIf(gauge -> isTakenBy(registry, gauge));
  }

  private static boolean isTakenBy(Registry registry, Gauge gauge) {
    try {
      registry.add(gauge.name(), gauge.description(), gauge.value());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
