package io.tidemark.topology.definition;

import java.time.Duration;

/**
 * How event time is cut into windows: start inclusive, end exclusive. Those of a fixed size are
 * aligned to the epoch in UTC.
 */
public sealed interface Window {

  /** Windows of one size, side by side. */
  record Tumbling(Duration size) implements Window {}

  /** Windows of {@code size} that start every {@code slide}, at most {@code size}. */
  record Sliding(Duration size, Duration slide) implements Window {}

  /**
   * A window per burst of rows of a group: it goes from its first row to {@code gap} after its
   * last. Rows no more than the gap apart are in one session, as in Spark.
   */
  record Session(Duration gap) implements Window {}
}
