package io.tidemark.row.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTextTest {

  @ParameterizedTest
  @CsvSource({
    "2025-06-22T10:04:45Z, 2025-06-22T10:04:45Z",
    "2025-06-22T10:04:45, 2025-06-22T10:04:45Z",
    "2025-06-22 10:04:45, 2025-06-22T10:04:45Z",
    "' 2025-06-22 10:04:45\t', 2025-06-22T10:04:45Z",
    "2025-06-22T10:04:45.5, 2025-06-22T10:04:45.500Z",
    "2025-06-22T10:04:45.123456789Z, 2025-06-22T10:04:45.123456Z",
    "2025-06-22T10:04:45.000001Z, 2025-06-22T10:04:45.000001Z",
    "2025-06-22T10:04:45+02:00, 2025-06-22T08:04:45Z",
    "2025-06-22T10:04:45.25-05:30, 2025-06-22T15:34:45.250Z",
    "2025-06-22T10:04:45+0200, 2025-06-22T08:04:45Z",
    "2025-06-22T10:04:45 +2:00, 2025-06-22T08:04:45Z",
    "2025-06-22T10:04:45+02:5, 2025-06-22T07:59:45Z",
    "2025-06-22T10:04:45 UTC, 2025-06-22T10:04:45Z",
    "2025-06-22T10:04:45 GMT+3, 2025-06-22T07:04:45Z",
    "2025-06-22T10:04:45 Europe/Paris, 2025-06-22T08:04:45Z",
    "2025-01-22T10:04:45Europe/Paris, 2025-01-22T09:04:45Z",
    "2025-06-22T10:04:45 PST, 2025-06-22T17:04:45Z",
    "2025-06-22T10:04, 2025-06-22T10:04:00Z",
    "2025-06-22T10:04Z, 2025-06-22T10:04:00Z",
    "2025-06-22T10, 2025-06-22T10:00:00Z",
    "2025-6-2 1:4:5, 2025-06-02T01:04:05Z",
    "2025-06-22, 2025-06-22T00:00:00Z",
    "2025-06, 2025-06-01T00:00:00Z",
    "2025, 2025-01-01T00:00:00Z",
    "+2025-06-22T00:00:00Z, 2025-06-22T00:00:00Z",
    "-0001-06-22T00:00:00Z, -0001-06-22T00:00:00Z",
    "0000-01-01, 0000-01-01T00:00:00Z",
    "12025-06-22T00:00:00Z, +12025-06-22T00:00:00Z",
    "2024-02-29T23:59:59.999999Z, 2024-02-29T23:59:59.999999Z",
    // the clock goes from 02:00 to 03:00: what is in the gap moves on by an hour
    "2025-03-30T02:30:00 Europe/Paris, 2025-03-30T01:30:00Z",
    // the clock goes from 03:00 back to 02:00: the first 02:30 is meant
    "2025-10-26T02:30:00 Europe/Paris, 2025-10-26T00:30:00Z",
  })
  void readsWhatSparkReads(String text, String instant) {
    assertThat(TimestampText.parse(text)).isEqualTo(micros(Instant.parse(instant)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "202",
        "2025-",
        "2025-06-",
        "2025-13-01",
        "2025-02-29",
        "2025-06-31T00:00:00Z",
        "2025-00-01",
        "2025-06-00",
        "2025-06-22T",
        "2025-06-22T24:00:00",
        "2025-06-22T10:60:00",
        "2025-06-22T10:00:60",
        "2025-06-22T10:",
        "2025-06-22T10:00:",
        "2025-06-22T10:00:00 Mars/Olympus",
        "2025-06-22T10:00:00+25:00",
        "2025-06-22T10:00:00Z tomorrow",
        "2025-06-22X10:00:00",
        "2025-06-22+01:00",
        "2025-06T10:00:00",
        "2025/06/22",
        "2025-006-22",
        "2025-06-22T100:00:00",
        "999999-01-01",
        "-999999-01-01T00:00:00Z",
        "1234567-01-01",
        "1750586685",
        "٢٠٢٥-06-22",
      })
  void isNullForAnythingElse(String text) {
    assertThat(TimestampText.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10:04:45", "T10:04:45", "10:04"})
  void doesNotTakeATimeWithoutADateAsTodays(String text) {
    assertThat(TimestampText.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1750586685000000, 2025-06-22 10:04:45",
    "1750586685500000, 2025-06-22 10:04:45.5",
    "1750586685000010, 2025-06-22 10:04:45.00001",
    "1750586685123456, 2025-06-22 10:04:45.123456",
    "-1, 1969-12-31 23:59:59.999999",
    "0, 1970-01-01 00:00:00",
    "-62167219200000000, 0000-01-01 00:00:00",
    "253402300800000000, +10000-01-01 00:00:00",
  })
  void showsWhatSparkShows(long micros, String text) {
    assertThat(TimestampText.format(micros)).isEqualTo(text);
  }

  @Property
  void readsBackWhatItShows(
      @ForAll @LongRange(min = -370_000_000_000_000_000L, max = 370_000_000_000_000_000L)
          long micros) {
    assertThat(TimestampText.parse(TimestampText.format(micros))).isEqualTo(micros);
  }

  @Property
  void readsWhatAnInstantShows(
      @ForAll @LongRange(min = -62_000_000_000L, max = 250_000_000_000L) long seconds) {
    assertThat(TimestampText.parse(Instant.ofEpochSecond(seconds).toString()))
        .isEqualTo(seconds * 1_000_000);
  }

  @Property
  void neverThrows(@ForAll String text) {
    assertThat(TimestampText.parse(text))
        .satisfiesAnyOf(r -> assertThat(r).isNull(), r -> assertThat(r).isNotNull());
  }

  @Test
  void cutsASecondsFractionOfAnyLength() {
    assertThat(TimestampText.parse("1970-01-01T00:00:00." + "1".repeat(10_000) + "Z"))
        .isEqualTo(111_111L);
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
