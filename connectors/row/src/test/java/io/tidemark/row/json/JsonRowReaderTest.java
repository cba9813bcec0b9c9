package io.tidemark.row.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.time.TimestampText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowReaderTest {

  private static final String ORDER_DDL =
      "order_id STRING, customer STRUCT<id: INT, name: STRING>, items ARRAY<STRUCT<price: DOUBLE,"
          + " quantity: INT>>, at TIMESTAMP, on DATE, total DECIMAL(10,2), tags MAP<STRING, STRING>,"
          + " photo BINARY, seen BOOLEAN, number BIGINT";
  private static final String ORDER =
      """
      {"order_id": "o-1", "customer": {"id": 7, "name": "Zoë 🌊"}, "items": [{"price": 2.5, \
      "quantity": 3}, null], "at": "2025-06-22T10:04:45Z", "on": "2025-06-22", "total": 7.50, \
      "tags": {"a": "b"}, "photo": "AQID", "seen": true, "number": 12345678901, "more": [{"x": {}}]}""";

  @Test
  void readsEveryType() {
    assertThat(read(ORDER_DDL, ORDER))
        .isEqualTo(
            Row.of(
                "o-1",
                Row.of(7, "Zoë 🌊"),
                Arrays.asList(Row.of(2.5, 3), null),
                1_750_586_685_000_000L,
                20_261,
                new BigDecimal("7.50"),
                Map.of("a", "b"),
                new byte[] {1, 2, 3},
                true,
                12_345_678_901L));
  }

  @Test
  void namesThePathOfABadValue() {
    assertThatThrownBy(
            () ->
                read(
                    "o STRUCT<items: ARRAY<STRUCT<price: DOUBLE>>>",
                    "{\"o\": {\"items\": [{\"price\": 1}, {\"price\": \"free\"}]}}"))
        .hasMessage("o.items[1].price: \"free\" is not of type DOUBLE");
    assertThatThrownBy(
            () -> read("o STRUCT<a: ARRAY<STRUCT<x: INT>>>", "{\"o\": {\"a\": [{}, [1]]}}"))
        .hasMessage("o.a[1]: [1] is not of type STRUCT");
    assertThatThrownBy(() -> read("m MAP<STRING, INT>", "{\"m\": {\"k\": {\"x\": 1}}}"))
        .hasMessage("m.k: {\"x\": 1} is not of type INT");
  }

  @Test
  void cutsALongBadValue() {
    assertThatThrownBy(() -> read("a INT", "{\"a\": \"" + "x".repeat(100_000) + "\"}"))
        .hasMessage("a: \"" + "x".repeat(80) + "… is not of type INT");
  }

  @Test
  void saysWhereARecordIsNotJson() {
    assertThatThrownBy(() -> read("a INT", "{\"a\": 1, \"b\": flase}"))
        .hasMessageContaining("flase")
        .hasMessageContaining("at byte ");
    assertThatThrownBy(() -> read("a INT", "{\"a\": [1, 2"))
        .hasMessage("not one JSON object: it ends too early, after 11 bytes");
    assertThatThrownBy(() -> read("a INT", "{\"a\": 1} {\"a\": 2}"))
        .hasMessage("not one JSON object: something follows it, at byte 9");
    assertThatThrownBy(() -> read("a INT", "[{\"a\": 1}]"))
        .hasMessage("not one JSON object: it is an array");
    assertThatThrownBy(() -> read("a INT", "")).hasMessage("not one JSON object: it is empty");
  }

  @Test
  void hasNoStackTraceForABadRecord() {
    assertThatThrownBy(() -> read("a INT", "{}}"))
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2025-06-22T10:04:45.123456789+02:00\"', 2025-06-22 08:04:45.123456",
    "'\"2025-06-22 10:04:45\"', 2025-06-22 10:04:45",
    "'\"2025-06-22\"', 2025-06-22 00:00:00",
    "1750586685, 2025-06-22 10:04:45",
    "-1, 1969-12-31 23:59:59"
  })
  void readsTimestampsFromTextAndFromSeconds(String json, String timestamp) {
    assertThat(read("t TIMESTAMP", "{\"t\": " + json + "}"))
        .isEqualTo(Row.of(TimestampText.parse(timestamp)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"noon\"",
        "1.5",
        "9223372036854775807",
        "-9223372036854775808",
        "true",
        "{}"
      })
  void doesNotTakeForATimestampWhatIsNotOne(String json) {
    assertBad("TIMESTAMP", json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"2025-02-29\"", "20000", "\"20250622\"", "[]"})
  void doesNotTakeForADateWhatIsNotOne(String json) {
    assertBad("DATE", json);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.00",
    "12.5, 12.50",
    "12.345, 12.35",
    "-12.345, -12.35",
    "99999999.994, 99999999.99",
    "'\"12.5\"', 12.50",
    "'\"1,234.5\"', 1234.50",
    "1e3, 1000.00",
    "1e-400, 0.00",
    "0e99999999, 0.00"
  })
  void roundsDecimalsToTheirScale(String json, BigDecimal value) {
    assertThat(read("d DECIMAL(10,2)", "{\"d\": " + json + "}")).isEqualTo(Row.of(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100000000",
        "99999999.995",
        "1e99999999",
        "1e9999999999",
        "\"\"",
        "\"ten\"",
        "true",
        "NaN",
        "\"NaN\"",
        "[1]"
      })
  void doesNotTakeForADecimalWhatIsNotOne(String json) {
    assertBad("DECIMAL(10,2)", json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"A\"", "\"AQI\"", "\"not base64!\"", "1", "[1, 2]"})
  void doesNotTakeForABinaryWhatIsNotOne(String json) {
    assertBad("BINARY", json);
  }

  @Test
  void readsMapsInTheirOrderWithTheLastOfADuplicateKey() {
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("z", 3);
    map.put("a", null);

    Row row = read("m MAP<STRING, INT>", "{\"m\": {\"z\": 1, \"a\": null, \"z\": 3}}");

    assertThat(row).isEqualTo(Row.of(map));
    assertThat(((Map<?, ?>) row.value(0)).keySet().toString()).isEqualTo("[z, a]");
  }

  @Test
  void refusesAMapWhoseKeysAreNotText() {
    assertThatThrownBy(() -> reader("o STRUCT<m: MAP<INT, INT>>", Mode.STRICT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "MAP<INT, INT> can't be read from JSON, whose names are text: make it MAP<STRING, …>");
  }

  @Test
  void takesSingleQuotesAsSparkDoes() {
    assertThat(read("a STRING", "{'a': 'it\"s'}")).isEqualTo(Row.of("it\"s"));
  }

  @Test
  void readsARecordNested10000Deep() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    String objects = "{\"x\":".repeat(10_000) + "1" + "}".repeat(10_000);

    assertThat(
            read(
                "b INT, c STRING",
                "{\"a\": " + deep + ", \"y\": " + objects + ", \"b\": 1, \"c\": " + objects + "}"))
        .isEqualTo(Row.of(1, objects));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"x\":"})
  void setsAsideARecordNestedAMillionDeep(String open) {
    assertThatThrownBy(() -> read("b INT", "{\"a\": " + open.repeat(1_000_000)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void readsNumbersOfAnyLength() {
    String digits = "1".repeat(100_000);
    String document = "{\"s\": " + digits + ", \"u\": 0." + digits + ", \"d\": 0." + digits + "}";

    assertThat(read("s STRING, d DOUBLE", document)).isEqualTo(Row.of(digits, 0.1111111111111111));
    assertThatThrownBy(() -> read("s INT", document)).hasMessageEndingWith("… is not of type INT");
    assertThatThrownBy(() -> read("s DECIMAL(38,0)", document))
        .hasMessageEndingWith("… is not of type DECIMAL(38,0)");
    assertThatThrownBy(() -> read("s DOUBLE", document))
        .hasMessageEndingWith("… is not of type DOUBLE");
  }

  @Test
  void readsTextAndNamesOfAnyLength() {
    String text = "é".repeat(1_000_000);

    assertThat(read("a STRING, b INT", "{\"a\": \"" + text + "\", \"" + text + "\": 1, \"b\": 2}"))
        .isEqualTo(Row.of(text, 2));
  }

  @Test
  void readsOnlyTheFieldsOfAProjection() {
    assertThat(read("items ARRAY<STRUCT<quantity: INT>>", ORDER))
        .isEqualTo(Row.of(Arrays.asList(Row.of(3), null)));
  }

  @Property
  void neverDoesWorseThanABadRecord(
      @ForAll @Size(max = 4) List<@IntRange(max = 300) Integer> positions,
      @ForAll byte replacement) {
    byte[] bytes = utf8(ORDER);
    positions.forEach(p -> bytes[p % bytes.length] = replacement);

    assertThat(reader(ORDER_DDL, Mode.PERMISSIVE).read(bytes).size()).isEqualTo(10);
    try {
      assertThat(reader(ORDER_DDL, Mode.STRICT).read(bytes).size()).isEqualTo(10);
    } catch (BadRecordException e) {
      assertThat(e).hasMessageContaining(": ");
    }
  }

  @Property
  void readsAnyBytesPermissively(@ForAll("jsonLike") String text) {
    assertThat(reader(ORDER_DDL, Mode.PERMISSIVE).read(utf8(text)).size()).isEqualTo(10);
  }

  @Provide
  Arbitrary<String> jsonLike() {
    Arbitrary<String> tokens =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"items\":",
            "\"on\":",
            "\"total\":",
            "\"tags\":",
            "\"customer\":",
            "1e9",
            "-0.5",
            "null",
            "true",
            "\"x\"",
            " ",
            "\\",
            "\"",
            "\u0000",
            "é");
    return tokens.list().ofMaxSize(30).map(parts -> "{" + String.join("", parts) + "}");
  }

  private static void assertBad(String type, String json) {
    assertThatThrownBy(() -> read("a " + type, "{\"a\": " + json + "}"))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("a: %s is not of type %s", json, type);
  }

  private static Row read(String ddl, String json) {
    return reader(ddl, Mode.STRICT).read(utf8(json));
  }

  private static JsonRowReader reader(String ddl, Mode mode) {
    return new JsonRowReader(StructType.fromDdl(ddl), mode);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
