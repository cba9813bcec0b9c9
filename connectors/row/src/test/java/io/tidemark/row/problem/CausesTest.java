package io.tidemark.row.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {

  @Test
  void aFullDiskIsKnownByWhatTheOperatingSystemSays() {
    IOException full = new IOException("No space left on device");
    IOException passedOn =
        new IOException("While appending to file: 000001.dbtmp: No space left on device");

    assertThat(Causes.isDiskFull(full)).isTrue();
    assertThat(Causes.isDiskFull(new IllegalStateException("a store", passedOn))).isTrue();
    assertThat(Causes.isDiskFull(new IOException("Permission denied"))).isFalse();
    assertThat(Causes.isDiskFull(new IllegalStateException())).isFalse();
  }
}
