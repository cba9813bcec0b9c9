package io.tidemark.topology.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1048576, 1048576",
    "10b, 10",
    "2k, 2048",
    "2KB, 2048",
    "64m, 67108864",
    "1 GB, 1073741824",
    "1t, 1099511627776"
  })
  void readsSparksByteStrings(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "1.5g", "-1", "10 MiB", "ten"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .hasMessage("'" + text + "' is not a number of bytes such as 1048576, 64m or 1g");
  }

  @Test
  void refusesNothingAndTooMuch() {
    assertThatThrownBy(() -> ByteSize.parse("0k")).hasMessage("'0k' must be greater than zero");
    assertThatThrownBy(() -> ByteSize.parse("9999999999t"))
        .hasMessage("'9999999999t' is too large a number of bytes");
  }
}
