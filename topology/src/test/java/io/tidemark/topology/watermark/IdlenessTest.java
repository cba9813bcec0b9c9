package io.tidemark.topology.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdlenessTest {

  private static final long START = 1_750_000_000_000L;

  private final Idleness idleness = new Idleness(Optional.of(Duration.ofSeconds(3)), START);

  @Test
  void timePassesFromTheLastNewsOnOnceItWasLongEnough() {
    assertThat(idleness.micros(START + 1000)).isZero();
    idleness.news(START + 1500);
    assertThat(idleness.micros(START + 3000)).isZero();
    assertThat(idleness.micros(START + 4500)).isEqualTo(3_000_000);
    assertThat(idleness.micros(START + 5500)).isEqualTo(4_000_000);
  }

  @Test
  void aClockThatIsSetForwardCountsAsSomeSeconds() {
    long hour = Duration.ofHours(1).toMillis();

    assertThat(idleness.micros(START + hour)).isEqualTo(5_000_000);
    assertThat(idleness.micros(START + hour + 1000)).isEqualTo(6_000_000);
  }

  @Test
  void aClockThatIsSetBackDoesNotHoldTheWatermarkUp() {
    long back = START - Duration.ofHours(1).toMillis();

    assertThat(idleness.micros(back)).isZero();
    assertThat(idleness.micros(back + 1500)).isZero();
    assertThat(idleness.micros(back + 3000)).isEqualTo(3_000_000);
  }

  @Test
  void withoutPatienceItIsNeverLongEnough() {
    Idleness never = new Idleness(Optional.empty(), START);

    assertThat(never.micros(START + 4000)).isZero();
    assertThat(never.isLimited()).isFalse();
  }
}
