package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class TickerTest {

  private static final int MILLIS = 100;

  private final MockProcessorContext<Target, byte[]> context = new MockProcessorContext<>();
  private final List<Long> ticks = new ArrayList<>();

  /** When each was seen first. */
  private final IdentityHashMap<CapturedPunctuator, Long> begun = new IdentityHashMap<>();

  private boolean isBusy;
  private long now;

  @Test
  void ticksOftenWhileThereIsSomethingToDo() {
    Ticker ticker = ticker(Ticker.RESTING);
    isBusy = true;
    ticker.start();

    pass(Duration.ofSeconds(3));

    assertThat(ticks).hasSizeBetween(30, 33);
  }

  @Test
  void ticksMoreAndMoreSeldomWhileNothingHappens() {
    ticker(Ticker.RESTING).start();

    pass(Duration.ofMinutes(10));
    ticks.clear();
    pass(Duration.ofSeconds(160));

    assertThat(ticks).hasSize(10);
  }

  @Test
  void ticksSoonAgainAfterARest() {
    // Given
    Ticker ticker = ticker(Ticker.RESTING);
    ticker.start();
    pass(Duration.ofMinutes(10));
    ticks.clear();

    // When
    ticker.wake();
    pass(Duration.ofSeconds(5));

    // Then: at once, and every second for a while
    assertThat(ticks).hasSizeBetween(5, 6);
  }

  @Test
  void restsNoLongerThanItMay() {
    ticker(Ticker.everySecond()).start();

    pass(Duration.ofMinutes(10));
    ticks.clear();
    pass(Duration.ofSeconds(10));

    assertThat(ticks).hasSize(10);
  }

  private Ticker ticker(Duration longest) {
    return new Ticker(
        context,
        () -> {
          ticks.add(now);
          return isBusy;
        },
        longest);
  }

  /** Calls what is scheduled as Kafka Streams does: at its interval from when it was scheduled. */
  private void pass(Duration time) {
    for (long end = now + time.toMillis(); now < end; ) {
      now += MILLIS;
      for (CapturedPunctuator punctuator : List.copyOf(context.scheduledPunctuators())) {
        Long since = begun.computeIfAbsent(punctuator, p -> now - MILLIS);
        if (!punctuator.cancelled() && (now - since) % punctuator.getInterval().toMillis() == 0) {
          punctuator.getPunctuator().punctuate(now);
        }
      }
    }
  }
}
