package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectedRowsTest {

  private static final long TEN_MINUTES = 12_001; // orders, the last at 00:10:00.000

  @Test
  void multipliesItemsByEntries() {
    assertThat(ExpectedRows.of(Scenario.FLATTEN, 1000)).isEqualTo(4000);
    assertThat(ExpectedRows.of(Scenario.ONE_ORDER, 1)).isEqualTo(4);
  }

  @Test
  void countsWindowsThatTheWatermarkHasPassed() {
    // the watermark is at 00:09:50: one window of five minutes has ended, in twenty countries
    assertThat(ExpectedRows.of(Scenario.TUMBLING, TEN_MINUTES)).isEqualTo(20);
    // and nine of those that start every minute, from 23:56 on
    assertThat(ExpectedRows.of(Scenario.SLIDING, TEN_MINUTES)).isEqualTo(9 * 20);
  }

  @Test
  void countsNoWindowOfAFewSeconds() {
    assertThat(ExpectedRows.of(Scenario.TUMBLING, 100)).isZero();
  }
}
