package io.tidemark.run;

import java.util.List;
import java.util.Optional;

/** How the topology of this process does; from any thread. */
public interface TopologyInsight {

  /** Whether this process has one: not when its role is another. */
  boolean isHere();

  /** Kafka Streams' own word: {@code RUNNING}, {@code REBALANCING} while state is restored. */
  String state();

  /** Threads that failed for a reason that may pass, and were replaced. */
  int restarts();

  /** Why it has failed for good. */
  Optional<Throwable> whyFailed();

  /** What a table keeps between batches; nothing if it has no groups. */
  StateSize state(String table);

  /**
   * Of each table whose state was read again from Kafka, how far; nothing where it was still there.
   */
  List<RestoreSummary> restores();
}
