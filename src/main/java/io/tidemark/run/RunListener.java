package io.tidemark.run;

import io.tidemark.row.problem.Problem;
import java.util.List;

/**
 * Is told how a run goes on. Called on the run's own thread, one call at a time; a slow listener
 * delays the end of the run, not its work.
 */
public interface RunListener {

  /** Kafka takes requests at this address. */
  void kafkaReady(String bootstrapServers);

  /** Parts are there that can be asked how they do, until the run ends. */
  default void begun(RunInsight insight) {}

  /**
   * The run goes on, but waits for this to be mended; told once for each problem, on any thread.
   */
  void waiting(Problem problem);

  /** What was waited for is there again; on any thread. */
  default void goesOn(String what) {}

  /** A batch that a table shows on the console; on any thread, other than the rest. */
  default void shown(List<String> lines) {}

  /** The pipeline goes on with something that is not as it was at the last run. */
  default void changed(String what) {}

  /** What has been done so far; about five times a second. */
  void progressed(RunSummary soFar);

  /** Tells another listener too, after this one. */
  default RunListener and(RunListener other) {
    return new BothListeners(this, other);
  }
}
