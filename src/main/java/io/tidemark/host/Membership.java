package io.tidemark.host;

/**
 * How a sink belongs to its consumer group.
 *
 * @param instance names this process in the group, the same after a restart
 * @param division how the topic's partitions are given out
 */
public record Membership(String instance, Division division) {

  /** How a group divides the work. */
  public enum Division {
    /** Each member has some of the partitions. */
    SPREAD,
    /** One member has all of them; the others stand by. */
    ONE_OWNER
  }
}
