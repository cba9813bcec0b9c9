package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RunWatchTest {

  private final RunWatch watch = new RunWatch(new CountDownLatch(1), () -> {});

  @Test
  void asksAgainWhenKafkaDoesNotAnswer() throws ExecutionException, InterruptedException {
    AtomicInteger asked = new AtomicInteger();

    boolean holds =
        watch.until(
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new ExecutionException(new TimeoutException("no answer"));
              }
              return true;
            });

    assertThat(holds).isTrue();
    assertThat(asked).hasValue(2);
  }

  @Test
  void looksOutAgainWhenKafkaDoesNotAnswer() throws ExecutionException, InterruptedException {
    AtomicInteger looked = new AtomicInteger();
    watch.keep(
        new Lookout(
            Duration.ZERO,
            () -> {
              if (looked.incrementAndGet() == 1) {
                throw new ExecutionException(new TimeoutException("no answer"));
              }
            }));

    assertThat(watch.until(() -> looked.get() == 2)).isTrue();
  }

  @Test
  void doesNotAskAgainWhatKafkaRefuses() {
    assertThatThrownBy(
            () ->
                watch.until(
                    () -> {
                      throw new ExecutionException(new TopicAuthorizationException("no"));
                    }))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void doesNotTakeAPartThatFailsJustNowForOneThatHasEnded() {
    CompletableFuture<Void> part = new CompletableFuture<>();
    watch.over(part);

    assertThatThrownBy(
            () ->
                watch.until(
                    () -> {
                      part.completeExceptionally(new IllegalArgumentException("the disk is full"));
                      return part.isDone();
                    }))
        .hasMessage("the disk is full");
  }
}
