package io.tidemark.bench;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one run took.
 *
 * @param bytes of the input
 * @param rows in the table, as many as there must be
 * @param cpu of the whole process
 * @param cpuByPart of what sampling saw of it
 */
record Measurement(
    Scenario scenario,
    long orders,
    long bytes,
    long rows,
    Duration wall,
    Duration cpu,
    long peakBytes,
    Map<CpuPart, Duration> cpuByPart) {

  Measurement {
    cpuByPart = cpuByPart.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(cpuByPart));
  }
}
