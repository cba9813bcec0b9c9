package io.tidemark.row.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of "Reading JSON" in the semantics that concern one record. */
class ReadingJsonTest {

  @Test
  void findsFieldsByTheirExactName() {
    assertThat(strict("id INT, Id INT", "{\"ID\": 1, \"Id\": 2, \"id\": 3}"))
        .isEqualTo(Row.of(3, 2));
  }

  @Test
  void findsFieldsInAnyOrder() {
    JsonRowReader reader =
        new JsonRowReader(StructType.fromDdl("a INT, b INT, c INT"), Mode.STRICT);

    assertThat(reader.read(utf8("{\"c\": 3, \"a\": 1, \"b\": 2}"))).isEqualTo(Row.of(1, 2, 3));
    assertThat(reader.read(utf8("{\"b\": 2, \"c\": 3, \"a\": 1}"))).isEqualTo(Row.of(1, 2, 3));
    assertThat(reader.read(utf8("{\"a\": 1, \"b\": 2, \"c\": 3}"))).isEqualTo(Row.of(1, 2, 3));
  }

  @Test
  void skipsUnknownFields() {
    assertThat(
            strict(
                "a INT, b INT",
                "{\"x\": {\"a\": 9, \"y\": [1, {\"b\": 9}]}, \"a\": 1, \"z\": \"a\", \"b\": 2}"))
        .isEqualTo(Row.of(1, 2));
  }

  @Test
  void givesNullForMissingFieldsAndNulls() {
    assertThat(strict("a INT, b STRUCT<c: INT>, d STRING", "{\"d\": null}"))
        .isEqualTo(Row.of(null, null, null));
  }

  @Test
  void takesTheLastOfADuplicateKey() {
    assertThat(strict("a INT, b INT", "{\"a\": 1, \"b\": 2, \"a\": 3}")).isEqualTo(Row.of(3, 2));
    assertThat(strict("a INT", "{\"a\": 1, \"a\": null}")).isEqualTo(Row.of((Object) null));
  }

  @Test
  void skipsAByteOrderMark() {
    assertThat(strict("a STRING", "\uFEFF{\"a\": {\"b\": 1}}")).isEqualTo(Row.of("{\"b\": 1}"));
  }

  @Test
  void takesBlanksAroundTheObject() {
    assertThat(strict("a INT", " \r\n\t{\"a\": 1} \r\n\t ")).isEqualTo(Row.of(1));
  }

  @Test
  void keepsTextWithEscapesAndUnicode() {
    assertThat(strict("a STRING, b STRING", "{\"a\": \"x\\n\\u00e9\\\"\", \"b\": \"Zoë 🌊\"}"))
        .isEqualTo(Row.of("x\né\"", "Zoë 🌊"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12.50",
        "1E+2",
        "-0",
        "true",
        "false",
        "{\"b\": [1, 2.0]}",
        "{\"b\":{ \"c\" : \"Zoë\" }, \"d\": null}",
        "[1,  {\"é\": []}]",
        "[]",
        "{}"
      })
  void givesAStringColumnTheJsonTextOfAnythingElse(String json) {
    assertThat(strict("x INT, a STRING, z INT", "{\"x\": 1, \"a\": " + json + ", \"z\": 2}"))
        .isEqualTo(Row.of(1, json, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"3\"", "3.0", "3e0", "3.7", "2147483648", "-2147483649", "true", "{}", "\"\""})
  void doesNotTakeForAnIntWhatIsNotOne(String json) {
    assertBad("INT", json);
  }

  @Test
  void takesIntsToTheirBounds() {
    assertThat(strict("a INT, b INT", "{\"a\": 2147483647, \"b\": -2147483648}"))
        .isEqualTo(Row.of(Integer.MAX_VALUE, Integer.MIN_VALUE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1.0", "\"1\"", "[1]"})
  void doesNotTakeForABigintWhatIsNotOne(String json) {
    assertBad("BIGINT", json);
  }

  @Test
  void takesBigintsToTheirBounds() {
    assertThat(
            strict(
                "a BIGINT, b BIGINT", "{\"a\": 9223372036854775807, \"b\": -9223372036854775808}"))
        .isEqualTo(Row.of(Long.MAX_VALUE, Long.MIN_VALUE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"2.5\"", "\"\"", "\"nan\"", "\"inf\"", "true", "[1.0]", "1e400", "-1e400"})
  void doesNotTakeForADoubleWhatIsNotOne(String json) {
    assertBad("DOUBLE", json);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "2.5, 2.5",
    "-0.0, -0.0",
    "1e-400, 0.0",
    "12345678901234567890, 1.2345678901234567E19",
    "'\"NaN\"', NaN",
    "'\"Infinity\"', Infinity",
    "'\"+Infinity\"', Infinity",
    "'\"-Infinity\"', -Infinity",
    "'\"+INF\"', Infinity",
    "'\"-INF\"', -Infinity",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void readsDoublesAndTheNamesOfNaNAndInfinity(String json, double value) {
    assertThat(strict("a DOUBLE", "{\"a\": " + json + "}")).isEqualTo(Row.of(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"true\"", "[]"})
  void doesNotTakeForABooleanWhatIsNotOne(String json) {
    assertBad("BOOLEAN", json);
  }

  @Test
  void readsBooleans() {
    assertThat(strict("a BOOLEAN, b BOOLEAN", "{\"a\": true, \"b\": false}"))
        .isEqualTo(Row.of(true, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "{}", "{\"0\": 1}", "1"})
  void doesNotTakeForAnArrayWhatIsNotOne(String json) {
    assertBad("ARRAY<INT>", json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"{}\"", "[]", "[{\"b\": 1}]", "1"})
  void doesNotTakeForAStructWhatIsNotOne(String json) {
    assertBad("STRUCT<b: INT>", json);
  }

  @Test
  void keepsNullElements() {
    assertThat(strict("items ARRAY<STRUCT<id: INT>>", "{\"items\": [null, {\"id\": 1}, null]}"))
        .isEqualTo(Row.of(Arrays.asList(null, Row.of(1), null)));
    assertThat(strict("a ARRAY<INT>, b ARRAY<INT>", "{\"a\": [], \"b\": [null]}"))
        .isEqualTo(Row.of(List.of(), Arrays.asList((Object) null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "{\"a\": 1",
        "{\"a\": tr",
        "{\"a\": \"x",
        "{\"a\": 1}}",
        "{\"a\": 1} {\"a\": 2}",
        "{\"a\": 1} x",
        "[{\"a\": 1}]",
        "1",
        "\"a\"",
        "null",
        "true",
        "{\"a\": 1,}",
        "{\"x\": [1,], \"a\": 1}",
        "{\"a\": 1 /* one */}",
        "{\"a\": 1} // one",
        "{a: 1}",
        "{\"a\": 01}",
        "{\"a\": \"tab\there\"}",
        "{\"a\" 1}",
        "order 7"
      })
  void setsAsideWhatIsNotExactlyOneObject(String text) {
    assertThatThrownBy(() -> strict("a STRING", text))
        .isInstanceOf(BadRecordException.class)
        .hasMessageStartingWith("not one JSON object: ");
    assertThat(permissive("a STRING, b INT", text)).isEqualTo(Row.of(null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": \"?\"}",
        "{\"x\": \"?\"}",
        "{\"x\": {\"?\": 1}}",
        "{\"a\": {\"b\": \"?\"}}"
      })
  void setsAsideWhatIsNotUtf8(String text) {
    byte[] bytes = utf8(text);
    bytes[text.indexOf('?')] = (byte) 0xFF;

    assertThatThrownBy(() -> reader("a STRING", Mode.STRICT).read(bytes))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("UTF-8");
    assertThat(reader("a STRING", Mode.PERMISSIVE).read(bytes)).isEqualTo(Row.of((Object) null));
  }

  @Test
  void permissiveKeepsTheRestOfARowWithABadValue() {
    assertThat(
            permissive(
                "a INT, b ARRAY<INT>, c STRUCT<d: INT>, e INT",
                "{\"a\": \"x\", \"b\": {\"y\": [1]}, \"c\": \"z\", \"e\": 4}"))
        .isEqualTo(Row.of(null, null, null, 4));
  }

  @Test
  void permissiveKeepsTheRestOfAStructWithABadField() {
    assertThat(permissive("c STRUCT<d: INT, e: INT>", "{\"c\": {\"d\": [1, {}], \"e\": 2}}"))
        .isEqualTo(Row.of(Row.of(null, 2)));
    assertThat(permissive("i ARRAY<STRUCT<d: INT, e: INT>>", "{\"i\": [{\"d\": \"x\", \"e\": 2}]}"))
        .isEqualTo(Row.of(List.of(Row.of(null, 2))));
  }

  @Test
  void permissiveGivesNullForAnArrayOrMapWithABadElement() {
    assertThat(permissive("a ARRAY<INT>, b INT", "{\"a\": [1, \"x\", [2], 3], \"b\": 2}"))
        .isEqualTo(Row.of(null, 2));
    assertThat(permissive("a ARRAY<ARRAY<INT>>, b INT", "{\"a\": [[1], [{}], [3]], \"b\": 2}"))
        .isEqualTo(Row.of(null, 2));
    assertThat(
            permissive("a MAP<STRING, INT>, b INT", "{\"a\": {\"x\": [1], \"y\": {}}, \"b\": 2}"))
        .isEqualTo(Row.of(null, 2));
  }

  @Test
  void permissiveKeepsTheLastGoodValueOfADuplicateKey() {
    assertThat(permissive("a INT", "{\"a\": 1, \"a\": \"x\"}")).isEqualTo(Row.of(1));
  }

  private static void assertBad(String type, String json) {
    String document = "{\"before\": 1, \"a\": " + json + ", \"after\": 2}";
    String ddl = "before INT, a " + type + ", after INT";
    assertThat(permissive(ddl, document)).isEqualTo(Row.of(1, null, 2));
    assertThatThrownBy(() -> strict(ddl, document))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("a: %s is not of type %s", json, type.replaceAll("STRUCT<.*", "STRUCT"));
  }

  private static Row strict(String ddl, String json) {
    return reader(ddl, Mode.STRICT).read(utf8(json));
  }

  private static Row permissive(String ddl, String json) {
    return reader(ddl, Mode.PERMISSIVE).read(utf8(json));
  }

  private static JsonRowReader reader(String ddl, Mode mode) {
    return new JsonRowReader(StructType.fromDdl(ddl), mode);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
