package io.tidemark.files.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ListingScheduleTest {

  private Instant now = Instant.ofEpochMilli(1000);
  private final ListingSchedule schedule = new ListingSchedule(() -> now);

  @Test
  void listsAtIntervals() {
    listFor(10, Duration.ofSeconds(1));

    assertThat(schedule.nextMillis()).isEqualTo(2010);
    assertThat(schedule.isDue()).isFalse();
    now = Instant.ofEpochMilli(2010);
    assertThat(schedule.isDue()).isTrue();
  }

  @Test
  void listsTheLessOftenTheLongerItTakes() {
    listFor(500, Duration.ofSeconds(1));

    assertThat(schedule.nextMillis()).isEqualTo(1500 + 10_000);
  }

  @Test
  void canBeHastenedButNotBeyondThat() {
    listFor(10, Duration.ofMinutes(1));

    schedule.hasten(Duration.ofMillis(100));

    assertThat(schedule.nextMillis()).isEqualTo(1010 + 200);
    schedule.hasten(Duration.ofMinutes(5));
    assertThat(schedule.nextMillis()).isEqualTo(1010 + 200);
  }

  private void listFor(long millis, Duration interval) {
    schedule.begin();
    now = now.plusMillis(millis);
    schedule.end(interval);
  }
}
