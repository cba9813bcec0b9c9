package io.tidemark.topology.definition;

import java.time.Duration;

/**
 * How event time is cut into windows: start inclusive, end exclusive, aligned to the epoch in UTC.
 */
public sealed interface Window {

  /** Windows of one size, side by side. */
  record Tumbling(Duration size) implements Window {}

  /** Windows of {@code size} that start every {@code slide}, at most {@code size}. */
  record Sliding(Duration size, Duration slide) implements Window {}
}
