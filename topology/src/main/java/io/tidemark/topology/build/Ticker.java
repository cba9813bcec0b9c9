package io.tidemark.topology.build;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Calls an action by the wall clock: often while there is something to do, then once a second, and
 * more and more seldom while nothing happens. Kafka Streams commits a transaction after every
 * punctuation, so that an idle task must not have many. Owned by a task.
 */
final class Ticker {

  private static final Duration BUSY = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** The pause of a task that is idle for long. */
  static final Duration RESTING = Duration.ofSeconds(16);

  /** Idle ticks after which the next ones are twice as far apart. */
  private static final int TICKS_OF_A_PAUSE = 5;

  private final ProcessorContext<?, ?> context;
  private final BooleanSupplier action;
  private final Duration longest;

  private Duration pause = IDLE;
  private int ticksOfPause;
  private @Nullable Cancellable busy;
  private @Nullable Cancellable idle;

  /**
   * @param action tells whether it is to be called again soon
   */
  Ticker(ProcessorContext<?, ?> context, BooleanSupplier action) {
    this(context, action, RESTING);
  }

  /**
   * @param longest pause between two calls
   */
  Ticker(ProcessorContext<?, ?> context, BooleanSupplier action, Duration longest) {
    this.context = context;
    this.action = action;
    this.longest = longest;
  }

  /** The longest pause for an action that has to be on time to the second. */
  static Duration everySecond() {
    return IDLE;
  }

  void start() {
    pause(IDLE);
    wake();
  }

  /** There is something to do. */
  void wake() {
    if (busy == null) {
      busy = context.schedule(BUSY, PunctuationType.WALL_CLOCK_TIME, now -> tick());
      if (pause.compareTo(IDLE) > 0) {
        pause(IDLE);
      }
      ticksOfPause = 0;
    }
  }

  private void pause(Duration length) {
    if (idle != null) {
      idle.cancel();
    }
    pause = length;
    ticksOfPause = 0;
    idle = context.schedule(length, PunctuationType.WALL_CLOCK_TIME, now -> idleTick());
  }

  private void idleTick() {
    tick();
    ticksOfPause++;
    Duration twice = pause.multipliedBy(2);
    if (busy == null && ticksOfPause >= TICKS_OF_A_PAUSE && twice.compareTo(longest) <= 0) {
      pause(twice);
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
