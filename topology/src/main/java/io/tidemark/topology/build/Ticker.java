package io.tidemark.topology.build;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Calls an action by the wall clock: often while there is something to do, seldom otherwise. Kafka
 * Streams commits a transaction after every punctuation, so that an idle task must not have many.
 * Owned by a task.
 */
final class Ticker {

  private static final Duration BUSY = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final ProcessorContext<?, ?> context;
  private final BooleanSupplier action;

  private @Nullable Cancellable busy;

  /**
   * @param action tells whether it is to be called again soon
   */
  Ticker(ProcessorContext<?, ?> context, BooleanSupplier action) {
    this.context = context;
    this.action = action;
  }

  void start() {
    context.schedule(IDLE, PunctuationType.WALL_CLOCK_TIME, now -> tick());
    wake();
  }

  /** There is something to do. */
  void wake() {
    if (busy == null) {
      busy = context.schedule(BUSY, PunctuationType.WALL_CLOCK_TIME, now -> tick());
    }
  }

  private void tick() {
    if (action.getAsBoolean()) {
      wake();
    } else if (busy != null) {
      busy.cancel();
      busy = null;
    }
  }
}
