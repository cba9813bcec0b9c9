package io.tidemark.delta.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.Row;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowFileReaderTest {

  private static final long NOON_MICROS =
      Instant.parse("2024-02-29T12:00:00Z").getEpochSecond() * 1_000_000;

  @TempDir Path folder;

  @Test
  void readsEveryTypeAsSparkWritesItToday() throws IOException {
    // Given
    ParquetFile file =
        file(
            """
            optional binary s (UTF8); optional boolean b; optional int32 i; optional int64 l;
            optional double d; optional int64 t (TIMESTAMP(MICROS,true)); optional int32 day (DATE);
            optional binary raw;
            """);
    Group full = file.add();
    full.append("s", "grüß").append("b", true).append("i", -7).append("l", 1L << 40);
    full.append("d", 2.5).append("t", NOON_MICROS).append("day", 19782);
    full.append("raw", Binary.fromConstantByteArray(new byte[] {0, -1}));
    file.add();
    file.write();

    // When
    List<Row> rows =
        file.read(
            "s STRING, b BOOLEAN, i INT, l BIGINT, d DOUBLE, t TIMESTAMP, day DATE, raw BINARY");

    // Then
    assertThat(rows)
        .containsExactly(
            Row.of("grüß", true, -7, 1L << 40, 2.5, NOON_MICROS, 19782, new byte[] {0, -1}),
            Row.wrap(new Object[8]));
  }

  @Test
  void readsDecimalsHoweverTheyAreStored() throws IOException {
    // Given
    ParquetFile file =
        file(
            """
            required int32 a (DECIMAL(9,2)); required int64 b (DECIMAL(18,4));
            required fixed_len_byte_array(16) c (DECIMAL(38,10)); required binary d (DECIMAL(20,0));
            """);
    byte[] fixed = new byte[16];
    Arrays.fill(fixed, (byte) -1);
    file.add()
        .append("a", -12345)
        .append("b", 99L)
        .append("c", Binary.fromConstantByteArray(fixed))
        .append(
            "d",
            Binary.fromConstantByteArray(new BigInteger("12345678901234567890").toByteArray()));
    file.write();

    // When / Then
    assertThat(file.read("a DECIMAL(9,2), b DECIMAL(18,4), c DECIMAL(38,10), d DECIMAL(20,0)"))
        .containsExactly(
            Row.of(
                new BigDecimal("-123.45"),
                new BigDecimal("0.0099"),
                new BigDecimal("-0.0000000001"),
                new BigDecimal("12345678901234567890")));
    assertThat(file.read("a DECIMAL(11,4)")).containsExactly(Row.of(new BigDecimal("-123.4500")));
  }

  @Test
  void readsTimestampsOfAnyUnitAndAge() throws IOException {
    // Given
    ParquetFile file =
        file(
            """
            required int64 millis (TIMESTAMP(MILLIS,true)); required int64 nanos (TIMESTAMP(NANOS,true));
            required int64 local (TIMESTAMP(MICROS,false)); required int96 old;
            """);
    Instant before1970 = Instant.parse("1969-12-31T23:59:59.999999Z");
    file.add()
        .append("millis", NOON_MICROS / 1000)
        .append("nanos", NOON_MICROS * 1000 + 999)
        .append("local", NOON_MICROS)
        .append("old", int96(Instant.parse("2024-02-29T12:00:00.123456Z")));
    file.add()
        .append("millis", -1L)
        .append("nanos", -1L)
        .append("local", -1L)
        .append("old", int96(before1970));
    file.write();

    // When / Then
    assertThat(file.read("millis TIMESTAMP, nanos TIMESTAMP, local TIMESTAMP, old TIMESTAMP"))
        .containsExactly(
            Row.of(NOON_MICROS, NOON_MICROS, NOON_MICROS, NOON_MICROS + 123_456),
            Row.of(-1000L, -1L, -1L, -1L));
  }

  @Test
  void readsNumbersThatTheTableHasWidenedSince() throws IOException {
    // Given
    ParquetFile file =
        file("required int32 a; required int32 b (INTEGER(8,true)); required float c;");
    file.add().append("a", 5).append("b", -6).append("c", 1.5f);
    file.write();

    // When / Then
    assertThat(file.read("a BIGINT, b INT, c DOUBLE")).containsExactly(Row.of(5L, -6, 1.5));
  }

  @Test
  void readsListsMapsAndStructsWithTheirNulls() throws IOException {
    // Given
    ParquetFile file =
        file(
            """
            optional group l (LIST) { repeated group list { optional group element {
              optional int32 x; optional binary y (UTF8); } } }
            optional group m (MAP) { repeated group key_value {
              required binary key (UTF8); optional int64 value; } }
            optional group s { optional double d; optional group deep { optional boolean b; } }
            """);
    Group full = file.add();
    Group list = full.addGroup("l");
    list.addGroup("list").addGroup("element").append("x", 1).append("y", "one");
    list.addGroup("list");
    list.addGroup("list").addGroup("element");
    Group map = full.addGroup("m");
    map.addGroup("key_value").append("key", "b").append("value", 2L);
    map.addGroup("key_value").append("key", "a");
    full.addGroup("s").append("d", 0.5).addGroup("deep");
    Group empty = file.add();
    empty.addGroup("l");
    empty.addGroup("m");
    empty.addGroup("s");
    file.add();
    file.write();

    // When
    List<Row> rows =
        file.read(
            "l ARRAY<STRUCT<x: INT, y: STRING>>, m MAP<STRING, BIGINT>,"
                + " s STRUCT<d: DOUBLE, deep: STRUCT<b: BOOLEAN>>");

    // Then
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("b", 2L);
    expected.put("a", null);
    Object nothing = null;
    assertThat(rows)
        .containsExactly(
            Row.of(
                Arrays.asList(Row.of(1, "one"), null, Row.of(null, null)),
                expected,
                Row.of(0.5, Row.of(nothing))),
            Row.of(List.of(), Map.of(), Row.of(null, null)),
            Row.of(null, null, null));
    assertThat(((Map<?, ?>) rows.get(0).value(1)).keySet().toArray()).containsExactly("b", "a");
  }

  @Test
  void readsListsInTheirOldLayouts() throws IOException {
    // Given
    ParquetFile file =
        file(
            """
            required group a (LIST) { repeated int32 element; }
            required group b (LIST) { repeated group array { required int32 x; } }
            required group c (LIST) { repeated group c_tuple { required int32 x; } }
            required group d (LIST) { repeated group element { required int32 x; required int32 y; } }
            required group e (LIST) { repeated group bag { optional int32 array_element; } }
            required group f (LIST) { repeated group array (LIST) { repeated int32 array; } }
            """);
    Group record = file.add();
    record.addGroup("a").append("element", 1).append("element", 2);
    record.addGroup("b").addGroup("array").append("x", 3);
    record.addGroup("c").addGroup("c_tuple").append("x", 4);
    record.addGroup("d").addGroup("element").append("x", 5).append("y", 6);
    Group bags = record.addGroup("e");
    bags.addGroup("bag").append("array_element", 7);
    bags.addGroup("bag");
    Group nested = record.addGroup("f");
    nested.addGroup("array").append("array", 8).append("array", 9);
    nested.addGroup("array");
    file.write();

    // When
    List<Row> rows =
        file.read(
            "a ARRAY<INT>, b ARRAY<STRUCT<x: INT>>, c ARRAY<STRUCT<x: INT>>,"
                + " d ARRAY<STRUCT<x: INT, y: INT>>, e ARRAY<INT>, f ARRAY<ARRAY<INT>>");

    // Then
    assertThat(rows)
        .containsExactly(
            Row.of(
                List.of(1, 2),
                List.of(Row.of(3)),
                List.of(Row.of(4)),
                List.of(Row.of(5, 6)),
                Arrays.asList(7, null),
                List.of(List.of(8, 9), List.of())));
  }

  @Test
  void readsMapsInTheirOldLayout() throws IOException {
    // Given
    ParquetFile file =
        file(
            """
            required group m (MAP_KEY_VALUE) { repeated group map {
              required binary k (UTF8); required int32 v; } }
            """);
    file.add().addGroup("m").addGroup("map").append("k", "a").append("v", 1);
    file.write();

    // When / Then
    assertThat(file.read("m MAP<STRING, INT>")).containsExactly(Row.of(Map.of("a", 1)));
  }

  @Test
  void columnsThatTheFileDoesNotHaveAreNull() throws IOException {
    // Given
    ParquetFile file =
        file(
            """
            optional int32 a; optional int32 unwanted;
            optional group s { optional int32 old; } optional group gone { optional group g {
              optional binary b; repeated int32 c; } }
            """);
    Group record = file.add();
    record.append("a", 1).append("unwanted", 2).addGroup("s").append("old", 3);
    record.addGroup("gone").addGroup("g").append("c", 1).append("c", 2);
    file.add();
    file.write();

    // When
    List<Row> rows =
        file.read("later STRING, a INT, s STRUCT<older: STRING, old: INT>, gone STRUCT<b: STRING>");

    // Then
    Object nothing = null;
    assertThat(rows)
        .containsExactly(
            Row.of(null, 1, Row.of(null, 3), Row.of(nothing)), Row.of(null, null, null, null));
  }

  @Test
  void constantsComeFromOutsideOfTheFile() throws IOException {
    // Given
    ParquetFile file = file("optional int32 a; optional int64 country;");
    file.add().append("a", 1).append("country", 5L);
    file.add().append("a", 2);
    file.write();

    // When / Then
    assertThat(file.read("country STRING, a INT", Map.of("country", "DE"), 0))
        .containsExactly(Row.of("DE", 1), Row.of("DE", 2));
    assertThat(file.read("country STRING, b INT", Map.of("country", "DE"), 1))
        .containsExactly(Row.of("DE", null));
  }

  @Test
  void refusesColumnsOfAnotherTypeNamingEach() throws IOException {
    // Given
    ParquetFile file =
        file(
            """
            optional int64 a; optional int32 b (INTEGER(32,false)); repeated int32 c;
            optional group d { optional int64 x (TIME(MICROS,true)); }
            optional int32 e (DECIMAL(9,3)); optional binary f (DECIMAL(9,2)); optional int96 g;
            """);
    file.write();

    // When / Then
    assertThatThrownBy(
            () ->
                file.read(
                    "a INT, b INT, c ARRAY<INT>, d STRUCT<x: BIGINT>, e DECIMAL(9,2), f BINARY,"
                        + " g BIGINT"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            column a: it is INT in the table, and in the file 'optional int64 a'; have the table's writer rewrite the file
            column b: it is INT in the table, and in the file 'optional int32 b (INTEGER(32,false))'; have the table's writer rewrite the file
            column c: it is ARRAY<INT> in the table, and in the file 'repeated int32 c'; have the table's writer rewrite the file
            column d.x: it is BIGINT in the table, and in the file 'optional int64 x (TIME(MICROS,true))'; have the table's writer rewrite the file
            column e: it is DECIMAL(9,2) in the table, and in the file 'optional int32 e (DECIMAL(9,3))'; have the table's writer rewrite the file
            column f: it is BINARY in the table, and in the file 'optional binary f (DECIMAL(9,2))'; have the table's writer rewrite the file
            column g: it is BIGINT in the table, and in the file 'optional int96 g'; have the table's writer rewrite the file""");
  }

  @Test
  void refusesDaysOfTheOldCalendarOnly() throws IOException {
    // Given
    int ancient = (int) LocalDate.of(1500, 1, 1).toEpochDay();
    ParquetFile file =
        file("required int32 day (DATE); required int96 old;")
            .footer("org.apache.spark.legacyDateTime", "")
            .footer("org.apache.spark.legacyINT96", "");
    file.add().append("day", 0).append("old", int96(Instant.EPOCH));
    file.add().append("day", ancient).append("old", int96(Instant.parse("1800-01-01T00:00:00Z")));
    file.write();
    ParquetFile modern = new ParquetFile(folder.resolve("modern"), "required int32 day (DATE);");
    modern.add().append("day", ancient);
    modern.write();

    // When / Then
    assertThatThrownBy(() -> file.read("day DATE"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "there is a date before 1582-10-15, in the calendar that Spark used before version 3;"
                + " let Spark rewrite the table (it converts such values)");
    assertThatThrownBy(() -> file.read("old TIMESTAMP"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("there is a timestamp before 1900, in the calendar");
    assertThat(modern.read("day DATE")).containsExactly(Row.of(ancient));
  }

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void readsEveryUsualCompression(CompressionCodecName codec) throws IOException {
    // Given
    ParquetFile file = file("required binary s (UTF8);").compressed(codec);
    for (int i = 0; i < 1000; i++) {
      file.add().append("s", "value " + i % 10);
    }
    file.write();

    // When / Then
    assertThat(file.read("s STRING")).hasSize(1000).endsWith(Row.of("value 9"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 11, 34, 35})
  void beginsAtAnyRowOfAnyRowGroup(int first) throws IOException {
    // Given
    ParquetFile file = file("required int32 i;").inGroupsOf(10);
    for (int i = 0; i < 35; i++) {
      file.add().append("i", i);
    }
    file.write();

    // When
    List<Row> rows = file.read("i INT", Map.of(), first);

    // Then
    assertThat(rows).hasSize(35 - first);
    for (int i = first; i < 35; i++) {
      assertThat(rows.get(i - first)).isEqualTo(Row.of(i));
    }
    assertThat(file.read("none INT", Map.of(), first)).hasSize(35 - first);
  }

  private ParquetFile file(String fields) {
    return new ParquetFile(folder.resolve("file.parquet"), fields);
  }

  private static Binary int96(Instant instant) {
    long day = Math.floorDiv(instant.getEpochSecond(), 86_400L);
    long nanosOfDay =
        Math.floorMod(instant.getEpochSecond(), 86_400L) * 1_000_000_000L + instant.getNano();
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(nanosOfDay).putInt((int) day + 2_440_588);
    return Binary.fromConstantByteArray(bytes.array());
  }
}
