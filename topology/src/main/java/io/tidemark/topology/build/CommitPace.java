package io.tidemark.topology.build;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * When a task's work is committed: at each tick while its thread keeps up with its input, so that
 * rows are visible soon; in a backlog by Kafka Streams' own interval, which makes fewer and larger
 * transactions of it. (A thread commits all its tasks in one transaction, so that one hasty task
 * would make many small ones of a backlog of the others.) Owned by a task.
 */
final class CommitPace {

  private final ProcessorContext<?, ?> context;
  private final InputPositions positions;
  private boolean hasWork;

  CommitPace(ProcessorContext<?, ?> context, InputPositions positions) {
    this.context = context;
    this.positions = positions;
  }

  /** A record was processed, or something else done that others wait for. */
  void worked() {
    hasWork = true;
  }

  /** Time has passed. */
  void tick() {
    if (hasWork && !positions.isBehind()) {
      context.commit();
      hasWork = false;
    }
  }
}
