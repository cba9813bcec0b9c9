package io.tidemark.host;

import io.tidemark.row.problem.Causes;
import java.util.Set;

/**
 * How a sink belongs to its consumer group.
 *
 * @param instance names this process in the group, the same after a restart
 * @param division how the topic's partitions are given out
 * @param fencing what the task throws, as a cause, when another process has written what it was
 *     about to write: its partitions have moved
 */
public record Membership(
    String instance, Division division, Set<Class<? extends Throwable>> fencing) {

  /** How a group divides the work. */
  public enum Division {
    /** Each member has some of the partitions. */
    SPREAD,
    /** One member has all of them; the others stand by. */
    ONE_OWNER
  }

  public Membership {
    fencing = Set.copyOf(fencing);
  }

  /** A member of a group that spreads its partitions over processes which nothing else fences. */
  public static Membership spread(String instance) {
    return new Membership(instance, Division.SPREAD, Set.of());
  }

  boolean isFencing(Throwable failure) {
    return Causes.of(failure)
        .anyMatch(cause -> fencing.stream().anyMatch(kind -> kind.isInstance(cause)));
  }
}
