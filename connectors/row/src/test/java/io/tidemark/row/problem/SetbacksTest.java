package io.tidemark.row.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SetbacksTest {

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Setbacks setbacks = new Setbacks(2, Duration.ofMinutes(5), now::get);

  @Test
  void bearsAFewInAWhile() {
    assertThat(setbacks.bear()).isTrue();
    assertThat(setbacks.bear()).isTrue();
    assertThat(setbacks.bear()).isFalse();
  }

  @Test
  void forgetsThoseOfLongAgo() {
    // Given
    setbacks.bear();
    setbacks.bear();

    // When
    now.set(Instant.EPOCH.plus(Duration.ofMinutes(6)));

    // Then
    assertThat(setbacks.bear()).isTrue();
  }
}
