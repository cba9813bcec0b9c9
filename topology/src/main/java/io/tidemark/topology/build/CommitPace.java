package io.tidemark.topology.build;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * When a task's work is committed: at each tick while it keeps up with its input, so that rows are
 * visible soon; in a backlog by Kafka Streams' own interval, which makes fewer and larger
 * transactions of it. Owned by a task.
 */
final class CommitPace {

  /** More work in a tick is a backlog. */
  private static final int MOST_WHEN_KEEPING_UP = 2_000;

  private final ProcessorContext<?, ?> context;
  private int done;

  CommitPace(ProcessorContext<?, ?> context) {
    this.context = context;
  }

  /** A record was processed, or something else done that others wait for. */
  void worked() {
    done++;
  }

  /** Time has passed. */
  void tick() {
    if (done > 0 && done <= MOST_WHEN_KEEPING_UP) {
      context.commit();
    }
    done = 0;
  }
}
