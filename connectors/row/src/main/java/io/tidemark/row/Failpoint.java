package io.tidemark.row;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A named step at which crash tests kill the process, as {@code kill -9} would: no shutdown hook,
 * no flush. Named by the system property {@code tidemark.failpoint} (a comma-separated list); does
 * nothing without it. With a folder in {@code tidemark.failpoint.hold} the process lives on, and
 * its threads stay at the step for as long as the folder is there.
 */
public final class Failpoint {

  private static final Set<String> ARMED =
      Set.of(System.getProperty("tidemark.failpoint", "").split(","));

  private static final String HOLD = System.getProperty("tidemark.failpoint.hold", "");
  private static final long LOOK_NANOS = 5_000_000;

  private Failpoint() {}

  /** Halts the process with status 137 if this step is armed, or holds the thread up. */
  public static void reached(String step) {
    if (!ARMED.contains(step)) {
      return;
    } else if (HOLD.isEmpty()) {
      Runtime.getRuntime().halt(137);
    }
    hold(step, Path.of(HOLD));
  }

  /** A file in the folder says who is there: {@code STEP THREAD}. */
  private static void hold(String step, Path folder) {
    try {
      if (Files.exists(folder)) {
        Files.createFile(folder.resolve(step + " " + Thread.currentThread().getName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (Files.exists(folder)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
