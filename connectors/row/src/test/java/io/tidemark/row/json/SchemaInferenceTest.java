package io.tidemark.row.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.StructType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaInferenceTest {

  @Test
  void sortsTheFieldsOfStructsByName() {
    assertThat(schemaOf("{\"b\": {\"y\": 1, \"x\": \"t\"}, \"a\": true, \"B\": 1.5}"))
        .isEqualTo("B DOUBLE, a BOOLEAN, b STRUCT<x: STRING, y: BIGINT>");
  }

  @Test
  void mergesTheFieldsOfAllRecords() {
    assertThat(schemaOf("{\"a\": {\"x\": 1}}", "{\"b\": 1}", "{\"a\": {\"y\": [1.5]}}", "{}"))
        .isEqualTo("a STRUCT<x: BIGINT, y: ARRAY<DOUBLE>>, b BIGINT");
  }

  @Test
  void mergesTheElementsOfArrays() {
    assertThat(schemaOf("{\"i\": [{\"id\": 1}, null, {\"name\": \"x\"}]}", "{\"i\": []}"))
        .isEqualTo("i ARRAY<STRUCT<id: BIGINT, name: STRING>>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1            | 2               | BIGINT",
        "1            | 2.5             | DOUBLE",
        "1            | null            | BIGINT",
        "null         | null            | STRING",
        "\"\"         | 1               | BIGINT",
        "\"\"         | \"\"            | STRING",
        "1            | \"x\"           | STRING",
        "1            | true            | STRING",
        "true         | false           | BOOLEAN",
        "{\"a\": 1}   | [1]             | STRING",
        "{\"a\": 1}   | 1               | STRING",
        "[1]          | [\"x\"]         | ARRAY<STRING>",
        "[]           | null            | ARRAY<STRING>",
        "[]           | [[1]]           | ARRAY<ARRAY<BIGINT>>",
        "9223372036854775807 | 1        | BIGINT",
        "9223372036854775808 | null     | DECIMAL(19,0)",
        "9223372036854775808 | 1        | DECIMAL(20,0)",
        "9223372036854775808 | 1.5      | DOUBLE",
        "-12345678901234567890123 | 1   | DECIMAL(23,0)",
        "123456789012345678901234567890123456789 | 1 | DOUBLE",
        "NaN          | 1               | DOUBLE",
        "\"2025-06-22T10:04:45Z\" | null | STRING",
      })
  void mergesTypes(String one, String other, String type) {
    assertThat(schemaOf("{\"a\": " + one + "}", "{\"a\": " + other + "}")).isEqualTo("a " + type);
    assertThat(schemaOf("{\"a\": " + other + "}", "{\"a\": " + one + "}")).isEqualTo("a " + type);
  }

  @Test
  void leavesOutObjectsThatNeverHadAField() {
    assertThat(schemaOf("{\"a\": {}, \"b\": [{}], \"c\": {\"d\": {}}, \"\": 1, \"e\": 1}"))
        .isEqualTo("e BIGINT");
  }

  @Test
  void takesWhatIsNestedTooDeepAsText() {
    String schema = schemaOf("{\"a\": " + "[".repeat(50_000) + "]".repeat(50_000) + "}");

    assertThat(StructType.fromDdl(schema).columnsDdl()).isEqualTo(schema);
    assertThat(schema).endsWith("<STRING" + ">".repeat(99));
  }

  @Test
  void keepsWhatItKnowsWhenARecordIsNotAnObject() {
    SchemaInference inference = new SchemaInference();
    inference.add(utf8("{\"a\": 1}"));

    assertThatThrownBy(() -> inference.add(utf8("{\"a\": \"x\", ")))
        .isInstanceOf(BadRecordException.class);

    assertThat(inference.schema().columnsDdl()).isEqualTo("a BIGINT");
  }

  @Test
  void isEmptyWithoutRecords() {
    assertThat(new SchemaInference().schema().size()).isZero();
  }

  @Test
  void givesASchemaThatTheRecordsCanBeReadWith() {
    byte[] record =
        utf8("{\"id\": 7, \"tags\": [\"a\", 1, {\"b\": 2}], \"at\": {\"x\": 1.0, \"y\": 2}}");
    SchemaInference inference = new SchemaInference();
    inference.add(record);

    assertThat(new JsonRowReader(inference.schema(), Mode.STRICT).read(record).toString())
        .isEqualTo("[[1.0, 2], 7, [a, 1, {\"b\": 2}]]");
  }

  private static String schemaOf(String... records) {
    SchemaInference inference = new SchemaInference();
    for (String record : records) {
      inference.add(utf8(record));
    }
    return inference.schema().columnsDdl();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
