package io.tidemark.host;

import java.util.function.Supplier;

/**
 * What a {@link SinkHost} runs: it has been started, and reads when Kafka and its topic are there.
 * Owned by the sink's thread.
 */
public interface SinkBody extends AutoCloseable {

  /** Reads and returns when the goal is reached; throws what makes the sink fail. */
  void read(Supplier<SinkGoal> goal) throws Exception;

  /** Drops what is not committed. */
  @Override
  void close();
}
