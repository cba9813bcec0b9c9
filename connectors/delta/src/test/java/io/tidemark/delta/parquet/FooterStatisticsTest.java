package io.tidemark.delta.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.storage.LocalDataFolder;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delta PROTOCOL, "Per-file Statistics". */
class FooterStatisticsTest {

  @TempDir Path folder;

  @Test
  void tellsBoundsAndNullsOfEachType() throws IOException {
    // Given
    String ddl =
        "i INT, l BIGINT, d DOUBLE, s STRING, x DECIMAL(5,2), y DECIMAL(15,1), z DECIMAL(30,0), day"
            + " DATE, t TIMESTAMP, b BOOLEAN, bin BINARY";
    Row low =
        Row.of(
            -1, -2L, -0.5, "a", dec("-1.50"), dec("2.5"), dec("-7"), 0, 1_999L, false, new byte[1]);
    Row high =
        Row.of(
            3,
            4L,
            1e20,
            "b",
            dec("1.50"),
            dec("3.5"),
            dec("8"),
            19_000,
            1_700_000_000_123_456L,
            true,
            new byte[2]);

    // When / Then
    assertThat(statistics(ddl, low, Row.of(new Object[11]), high))
        .isEqualTo(
            "{'numRecords':3,"
                + "'minValues':{'i':-1,'l':-2,'d':-0.5,'s':'a','x':-1.50,'y':2.5,'z':-7,"
                + "'day':'1970-01-01','t':'1970-01-01T00:00:00.001Z'},"
                + "'maxValues':{'i':3,'l':4,'d':1.0E20,'s':'b','x':1.50,'y':3.5,'z':8,"
                + "'day':'2022-01-08','t':'2023-11-14T22:13:20.123Z'},"
                + "'nullCount':{'i':1,'l':1,'d':1,'s':1,'x':1,'y':1,'z':1,'day':1,'t':1,'b':1,'bin':1}}");
  }

  @Test
  void cutsLongTextSoThatTheBoundsStillHold() throws IOException {
    String prefix = "x".repeat(31) + "😀";

    assertThat(statistics("s STRING", Row.of(prefix + "tail")))
        .isEqualTo(
            "{'numRecords':1,'minValues':{'s':'%s'},'maxValues':{'s':'%s\uDBFF\uDFFF'},'nullCount':{'s':0}}"
                .formatted(prefix, prefix));
  }

  @Test
  void tellsNoUpperBoundWhereNoneCanBeCut() throws IOException {
    String greatest = Character.toString(Character.MAX_CODE_POINT);

    assertThat(statistics("s STRING", Row.of(greatest.repeat(33)))).contains("'maxValues':{}");
  }

  @Test
  void aColumnWithNaNHasNoUpperBound() throws IOException {
    assertThat(statistics("d DOUBLE", Row.of(Double.NaN), Row.of(1.0), Row.of(2.0)))
        .isEqualTo("{'numRecords':3,'minValues':{'d':1.0},'maxValues':{},'nullCount':{'d':0}}");
  }

  @Test
  void aColumnOfNaNOnlyHasNoBounds() throws IOException {
    assertThat(statistics("d DOUBLE", Row.of(Double.NaN)))
        .isEqualTo("{'numRecords':1,'minValues':{},'maxValues':{},'nullCount':{'d':0}}");
  }

  @Test
  void infinityIsNotANumberInJson() throws IOException {
    assertThat(
            statistics(
                "d DOUBLE",
                Row.of(Double.NEGATIVE_INFINITY),
                Row.of(1.0),
                Row.of(Double.POSITIVE_INFINITY)))
        .isEqualTo("{'numRecords':3,'minValues':{},'maxValues':{},'nullCount':{'d':0}}");
  }

  @Test
  void nestedColumnsAreToldWhereTheyAre() throws IOException {
    assertThat(
            statistics(
                "p STRUCT<q: STRUCT<r: INT>, s: INT>, a ARRAY<INT>",
                Row.of(Row.of(Row.of(5), null), List.of(1)),
                Row.of(null, null),
                Row.of(Row.of(null, 2), List.of())))
        .isEqualTo(
            "{'numRecords':3,'minValues':{'p':{'q':{'r':5},'s':2}},'maxValues':{'p':{'q':{'r':5},'s':2}},"
                + "'nullCount':{'p':{'q':{'r':2},'s':2}}}");
  }

  @Test
  void onlyTheFirstColumnsAreTold() throws IOException {
    // Given
    String ddl =
        IntStream.range(0, 40).mapToObj(i -> "c" + i + " INT").collect(Collectors.joining(", "));

    // When
    String statistics = statistics(ddl, Row.of(Collections.nCopies(40, 1).toArray()));

    // Then
    assertThat(statistics).contains("'c31':1").doesNotContain("c32");
  }

  @Test
  void datesAndTimesBeyondFourDigitYearsHaveNoBounds() throws IOException {
    assertThat(statistics("day DATE, t TIMESTAMP", Row.of(Integer.MAX_VALUE, Long.MIN_VALUE)))
        .isEqualTo("{'numRecords':1,'minValues':{},'maxValues':{},'nullCount':{'day':0,'t':0}}");
  }

  @Test
  void severalRowGroupsCountTogether() throws IOException {
    // Given
    StructType schema = StructType.fromDdl("id BIGINT, s STRING");
    RowFile file =
        new RowFile(
            new RowFile.Layout(new LocalDataFolder(folder), schema, 50_000, 32),
            "f.parquet",
            Collections.emptyMap());

    // When
    for (long i = 0; i < 50_000; i++) {
      file.write(Row.of(i, i % 2 == 0 ? null : "text " + i));
    }

    // Then
    assertThat(file.close().statistics())
        .isEqualTo(
            quoted(
                "{'numRecords':50000,'minValues':{'id':0,'s':'text 1'},"
                    + "'maxValues':{'id':49999,'s':'text 9999'},'nullCount':{'id':0,'s':25000}}"));
  }

  /** With single quotes, to be read more easily. */
  private String statistics(String ddl, Row... rows) throws IOException {
    RowFiles files =
        new RowFiles(
            new FileTarget(
                new LocalDataFolder(folder),
                StructType.fromDdl(ddl),
                List.of(),
                new FileLimits(1 << 20)));
    for (Row row : Arrays.asList(rows)) {
      files.write(row);
    }
    return String.valueOf(files.close().get(0).statistics()).replace('"', '\'');
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  private static BigDecimal dec(String number) {
    return new BigDecimal(number);
  }
}
