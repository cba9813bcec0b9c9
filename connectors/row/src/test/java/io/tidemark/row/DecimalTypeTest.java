package io.tidemark.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTypeTest {

  private final DecimalType type = new DecimalType(5, 2);

  @ParameterizedTest
  @CsvSource({
    "1, 1.00",
    "1.005, 1.01",
    "-1.005, -1.01",
    "999.994, 999.99",
    "1E+2, 100.00",
    "0.004, 0.00",
    "0.005, 0.01",
    "1E-1000000000, 0.00",
    "0E+1000000000, 0.00"
  })
  void roundsHalfUpToTheScale(BigDecimal number, BigDecimal rounded) {
    assertThat(type.round(number)).isEqualTo(rounded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000", "999.995", "-1000", "1E+1000000000"})
  void isNullForANumberWithTooManyDigits(String number) {
    assertThat(type.round(new BigDecimal(number))).isNull();
  }
}
