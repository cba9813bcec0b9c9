package io.tidemark.row.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTextTest {

  @ParameterizedTest
  @CsvSource({
    "2025-06-22, 2025-06-22",
    "2025-6-2, 2025-06-02",
    "' 2025-06-22 ', 2025-06-22",
    "2025-06, 2025-06-01",
    "2025, 2025-01-01",
    "2025-06-22T10:04:45Z, 2025-06-22",
    "2025-06-22 anything, 2025-06-22",
    "2024-02-29, 2024-02-29",
    "-0044-03-15, -0044-03-15",
    "12025-06-22, +12025-06-22",
    "1234567-01-01, +1234567-01-01",
  })
  void readsWhatSparkReads(String text, String date) {
    assertThat(DateText.parse(text)).isEqualTo((int) LocalDate.parse(date).toEpochDay());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "today",
        "202",
        "2025-02-29",
        "2025-13-01",
        "2025-00-10",
        "2025-06-",
        "2025-06-220",
        "2025-06-22Z",
        "2025-06T10",
        "2025 ago",
        "22.06.2025",
        "20250622",
        "9999999-01-01"
      })
  void isNullForAnythingElse(String text) {
    assertThat(DateText.parse(text)).isNull();
  }

  @Property
  void readsBackWhatItShows(@ForAll @IntRange(min = -700_000, max = 2_900_000) int days) {
    assertThat(DateText.parse(DateText.format(days))).isEqualTo(days);
  }
}
