package io.tidemark.delta.table;

import java.time.Instant;
import java.util.Map;

/**
 * One line of a table's history.
 *
 * @param operation in the writer's words: {@code STREAMING UPDATE}
 * @param engine what wrote it; empty when it did not say
 */
public record TableVersion(
    long version, Instant at, String operation, Map<String, String> details, String engine) {

  public TableVersion {
    details = Map.copyOf(details);
  }
}
