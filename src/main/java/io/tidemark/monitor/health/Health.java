package io.tidemark.monitor.health;

import java.util.List;

/**
 * How a run does.
 *
 * @param reasons why it is not healthy; none when it is
 */
public record Health(Status status, List<Reason> reasons) {

  public Health {
    reasons = List.copyOf(reasons);
    if ((status == Status.HEALTHY) != reasons.isEmpty()) {
      throw new IllegalArgumentException(status + " because of " + reasons);
    }
  }

  /** In one word. */
  public enum Status {
    /** Not all of it is there yet. */
    STARTING,
    HEALTHY,
    UNHEALTHY
  }

  public boolean isHealthy() {
    return status == Status.HEALTHY;
  }
}
