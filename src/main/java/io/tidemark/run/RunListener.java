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

  /** The run goes on, but waits for this to be mended; told once for each problem. */
  void waiting(Problem problem);

  /** A batch that a table shows on the console; on any thread, other than the rest. */
  default void shown(List<String> lines) {}

  /** The pipeline goes on with something that is not as it was at the last run. */
  default void changed(String what) {}

  /** What has been done so far; about five times a second. */
  void progressed(RunSummary soFar);
}
