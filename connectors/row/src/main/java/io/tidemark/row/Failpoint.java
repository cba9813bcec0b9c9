package io.tidemark.row;

import java.util.Set;

/**
 * A named step at which crash tests kill the process, as {@code kill -9} would: no shutdown hook,
 * no flush. Named by the system property {@code tidemark.failpoint} (a comma-separated list); does
 * nothing without it.
 */
public final class Failpoint {

  private static final Set<String> ARMED =
      Set.of(System.getProperty("tidemark.failpoint", "").split(","));

  private Failpoint() {}

  /** Halts the process with status 137 if this step is armed. */
  public static void reached(String step) {
    if (ARMED.contains(step)) {
      Runtime.getRuntime().halt(137);
    }
  }
}
