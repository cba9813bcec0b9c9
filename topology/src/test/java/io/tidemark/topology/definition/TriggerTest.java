package io.tidemark.topology.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.problem.UserException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {

  @Test
  void readsTheWords() {
    assertThat(Trigger.parse("--trigger", "default")).isEqualTo(new Trigger.Default());
    assertThat(Trigger.parse("--trigger", " once ")).isEqualTo(new Trigger.Once());
    assertThat(Trigger.parse("--trigger", "available_now")).isEqualTo(new Trigger.AvailableNow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "processing_time: 10 seconds",
        "processing_time=10 seconds",
        "processing_time = 10 seconds"
      })
  void readsAProcessingTime(String text) {
    assertThat(Trigger.parse("--trigger", text))
        .isEqualTo(new Trigger.ProcessingTime(Duration.ofSeconds(10)));
  }

  @Test
  void knowsWhichOnesEnd() {
    assertThat(new Trigger.Once().isBounded()).isTrue();
    assertThat(new Trigger.AvailableNow().isBounded()).isTrue();
    assertThat(new Trigger.Default().isBounded()).isFalse();
    assertThat(new Trigger.ProcessingTime(Duration.ofSeconds(1)).isBounded()).isFalse();
  }

  @Test
  void namesTheNearestTrigger() {
    assertThatThrownBy(() -> Trigger.parse("--trigger", "availableNow"))
        .isInstanceOf(UserException.class)
        .hasMessage("--trigger: unknown trigger 'availableNow'; did you mean 'available_now'?");
    assertThatThrownBy(() -> Trigger.parse("--trigger", "processing_time: soon"))
        .hasMessage(
            "--trigger: 'soon' is not a length of time such as '10 seconds' or '1 hour 30 minutes'");
  }

  @ParameterizedTest
  @CsvSource({
    "5 seconds, PT5S",
    "1 second, PT1S",
    "1 minute, PT1M",
    "1 hour 30 minutes, PT1H30M",
    "interval 2 days, PT48H",
    "1 WEEK, PT168H",
    "500 milliseconds, PT0.5S",
    "7 microseconds, PT0.000007S"
  })
  void readsSparksIntervals(String text, Duration duration) {
    assertThat(Interval.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource({
    "0 seconds, must be greater than zero",
    "-5 seconds, is not a length of time",
    "5, is not a length of time",
    "1 month, has no fixed length",
    "2 years, has no fixed length",
    "99999999999 weeks, is too long",
    "99999999999999999999 seconds, is too long"
  })
  void refusesWhatIsNoInterval(String text, String reason) {
    assertThatThrownBy(() -> Interval.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' " + reason);
  }
}
