package io.tidemark.run;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Looks at something now and then, while the run waits. Owned by the run's thread. */
final class Lookout {

  /** What is looked at; throws what is to end the run. */
  interface Check {
    void look() throws ExecutionException, InterruptedException;
  }

  private final Duration interval;
  private final Check check;
  private long last = System.nanoTime();

  Lookout(Duration interval, Check check) {
    this.interval = interval;
    this.check = check;
  }

  /** Looks, if it is time to; answers whether it has. */
  boolean pass() throws ExecutionException, InterruptedException {
    if (System.nanoTime() - last < interval.toNanos()) {
      return false;
    }
    try {
      check.look();
    } finally {
      last = System.nanoTime();
    }
    return true;
  }
}
