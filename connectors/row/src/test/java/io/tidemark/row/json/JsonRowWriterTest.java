package io.tidemark.row.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonRowWriterTest {

  private static final StructType ALL =
      StructType.fromDdl(
          "s STRING, b BOOLEAN, i INT, l BIGINT, d DOUBLE, n DECIMAL(12,2), t TIMESTAMP, day DATE,"
              + " bin BINARY, a ARRAY<INT>, m MAP<STRING, DOUBLE>, st STRUCT<x: INT, y: STRING>");

  private static final Row FULL =
      Row.of(
          "a \"b\"\n",
          true,
          1,
          1L << 40,
          0.5,
          new BigDecimal("1200.50"),
          1_750_630_525_000_001L,
          20_000,
          new byte[] {1, 2, 3},
          Arrays.asList(1, null),
          Map.of("k", 2.5),
          Row.of(7, null));

  @Test
  void writesEachTypeAsSparksToJson() {
    assertThat(json(ALL, FULL))
        .isEqualTo(
            "{\"s\":\"a \\\"b\\\"\\n\",\"b\":true,\"i\":1,\"l\":1099511627776,\"d\":0.5,"
                + "\"n\":1200.50,\"t\":\"2025-06-22T22:15:25.000001Z\",\"day\":\"2024-10-04\","
                + "\"bin\":\"AQID\",\"a\":[1,null],\"m\":{\"k\":2.5},\"st\":{\"x\":7}}");
  }

  @Test
  void leavesNullsOut() {
    assertThat(json(StructType.fromDdl("a INT, b STRING"), Row.of(null, null))).isEqualTo("{}");
  }

  @Test
  void writesWhatIsNoJsonNumberAsText() {
    StructType schema = StructType.fromDdl("a ARRAY<DOUBLE>");

    assertThat(json(schema, Row.of(List.of(Double.NaN, Double.NEGATIVE_INFINITY))))
        .isEqualTo("{\"a\":[\"NaN\",\"-Infinity\"]}");
  }

  @Test
  void isReadBackAsTheSameRow() {
    byte[] json = new JsonRowWriter(ALL).write(FULL);

    assertThat(new JsonRowReader(ALL, Mode.STRICT).read(json)).isEqualTo(FULL);
  }

  private static String json(StructType schema, Row row) {
    return new String(new JsonRowWriter(schema).write(row), UTF_8);
  }
}
