package io.tidemark.delta.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.delta.KernelTable;
import io.tidemark.delta.RandomRows;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowFilesTest {

  private static final long MEGABYTE = 1 << 20;

  @TempDir Path folder;

  @Test
  void everyTypeIsReadBackByAnotherEngine() throws IOException {
    // Given
    StructType schema =
        StructType.fromDdl(
            "s STRING, b BOOLEAN, i INT, l BIGINT, d DOUBLE, small DECIMAL(9,2), middle"
                + " DECIMAL(18,0), large DECIMAL(38,10), t TIMESTAMP, day DATE, bin BINARY, a"
                + " ARRAY<STRUCT<x: INT, y: ARRAY<STRING>>>, m MAP<STRING, ARRAY<DOUBLE>>, st"
                + " STRUCT<p: STRUCT<q: STRING>, r: MAP<INT, STRING>>");
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("k", Arrays.asList(1.5, null));
    map.put("none", null);
    Row full =
        Row.of(
            "Zürich 😀",
            true,
            -7,
            Long.MIN_VALUE,
            -0.5,
            new BigDecimal("-1234567.89"),
            new BigDecimal("999999999999999999"),
            new BigDecimal("-9999999999999999999999999999.9999999999"),
            1_700_000_000_123_456L,
            -1,
            new byte[] {0, -1},
            Arrays.asList(Row.of(1, Arrays.asList("a", null)), null, Row.of(null, List.of())),
            map,
            Row.of(Row.of("deep"), Map.of(1, "one")));
    Row nulls = Row.of(new Object[14]);
    Row empties =
        Row.of(
            "",
            false,
            0,
            0L,
            0.0,
            new BigDecimal("0.00"),
            new BigDecimal("0"),
            new BigDecimal("0E-10"),
            0L,
            0,
            new byte[0],
            List.of(),
            Map.of(),
            Row.of(null, Map.of()));

    // When
    List<Row> read = writtenAndRead(schema, List.of(), List.of(full, nulls, empties));

    // Then
    assertThat(read).containsExactly(full, nulls, empties);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void anyRowsOfAnySchemaAreReadBack(long seed) throws IOException {
    // Given
    RandomRows random = new RandomRows(seed);
    StructType schema = random.schema(3);
    List<Row> rows = random.rows(schema, 100);

    // When
    List<Row> read = writtenAndRead(schema, List.of(), rows);

    // Then
    assertThat(read).containsExactlyElementsOf(rows);
  }

  @Test
  void partitionValuesOfEveryKindAreReadBack() throws IOException {
    // Given
    StructType schema =
        StructType.fromDdl("id INT, s STRING, b BOOLEAN, n BIGINT, x DECIMAL(10,2), day DATE");
    List<Row> rows = new ArrayList<>();
    List<String> texts =
        Arrays.asList(
            "DE",
            null,
            "a b",
            "50%",
            "x/y=z:?*#",
            "../up",
            "Zürich 日本",
            "'\"\\[]{}^",
            "x\ny",
            "+",
            "l".repeat(300));
    for (String text : texts) {
      rows.add(Row.of(rows.size(), text, true, -5L, new BigDecimal("-1.50"), 19_000));
    }
    rows.add(Row.of(rows.size(), "all null", null, null, null, null));

    // When
    List<Row> read = writtenAndRead(schema, List.of("s", "b", "n", "x", "day"), rows);

    // Then
    assertThat(read).containsExactlyInAnyOrderElementsOf(rows);
    try (Stream<Path> top = Files.list(folder.resolve("table"))) {
      assertThat(top.map(p -> p.getFileName().toString()))
          .contains("s=DE", "s=__HIVE_DEFAULT_PARTITION__", "s=a b", "s=50%25", "s=..%2Fup");
    }
  }

  /** As Delta PROTOCOL recommends; Kernel reads it from version 4 on. */
  @Test
  void aTimestampPartitionsInUtc() throws IOException {
    // Given
    StructType schema = StructType.fromDdl("id INT, at TIMESTAMP");
    RowFiles files = new RowFiles(target(schema, List.of("at"), new FileLimits(MEGABYTE)));

    // When
    files.write(Row.of(1, 1_700_000_000_123_456L));
    DataFile file = files.close().get(0);

    // Then
    assertThat(file.partitionValues()).containsEntry("at", "2023-11-14T22:13:20.123456Z");
    assertThat(file.path()).contains("/at=2023-11-14T22%3A13%3A20.123456Z/");
  }

  @Test
  void anEmptyTextPartitionsAsNull() throws IOException {
    // Given
    StructType schema = StructType.fromDdl("id INT, s STRING");

    // When
    List<Row> read = writtenAndRead(schema, List.of("s"), List.of(Row.of(1, "")));

    // Then
    assertThat(read).containsExactly(Row.of(1, null)); // Delta PROTOCOL has it so
  }

  @Test
  void manyPartitionsInTurnGetAFileEach() throws IOException {
    // Given
    StructType schema = StructType.fromDdl("id INT, p INT");
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      rows.add(Row.of(i, i * 31 % 40));
    }

    // When
    List<Row> read = writtenAndRead(schema, List.of("p"), rows);

    // Then
    assertThat(read).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(DeltaTable.open(folder.resolve("table").toString()).snapshot().files()).hasSize(40);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 50})
  void moreThanFitsIntoMemoryGoesIntoSeveralFilesOfAPartition(int partitions) throws IOException {
    // Given
    StructType schema = StructType.fromDdl("id INT, p INT");
    RowFiles files = new RowFiles(target(schema, List.of("p"), new FileLimits(MEGABYTE)));

    // When
    for (int i = 0; i < 100_000; i++) {
      files.write(Row.of(i, i * 31 % partitions));
    }
    List<DataFile> written = files.close();

    // Then
    assertThat(written).hasSizeBetween(partitions + 1, 4 * partitions);
    assertThat(written.stream().mapToLong(f -> f.rows().orElseThrow()).sum()).isEqualTo(100_000);
  }

  @Test
  void beginsAnotherFileAtTheTargetSize() throws IOException {
    // Given
    StructType schema = StructType.fromDdl("id INT, noise STRING");
    List<Row> rows = new RandomRows(1).rows(StructType.fromDdl("id INT, noise BIGINT"), 60_000);
    RowFiles files = new RowFiles(target(schema, List.of(), new FileLimits(100_000)));

    // When
    for (Row row : rows) {
      files.write(Row.of(row.value(0), "n" + row.hashCode()));
    }
    List<DataFile> written = files.close();

    // Then
    assertThat(written).hasSizeGreaterThan(3);
    assertThat(written).allSatisfy(f -> assertThat(f.sizeBytes()).isBetween(1_000L, 300_000L));
    assertThat(written.stream().mapToLong(f -> f.rows().orElseThrow()).sum()).isEqualTo(60_000);
    assertThat(written)
        .allSatisfy(
            f ->
                assertThat(Path.of(f.path()).getFileName().toString())
                    .matches("part-\\d{5}-[0-9a-f-]{36}\\.c000\\.zstd\\.parquet"));
  }

  @Test
  void onlyColumnsThatRepeatGetADictionary() throws IOException {
    // Given
    StructType schema = StructType.fromDdl("id BIGINT, country STRING, name STRING");
    RowFiles files = new RowFiles(target(schema, List.of(), new FileLimits(MEGABYTE)));
    for (int i = 0; i < 10_000; i++) {
      files.write(Row.of((long) i, "C" + i % 12, "name " + i));
    }

    // When
    DataFile file = files.close().get(0);

    // Then
    assertThat(dictionaryColumns(file)).containsExactly("country");
  }

  @Test
  void anAbandonedBatchLeavesNoFile() throws IOException {
    // Given
    StructType schema = StructType.fromDdl("id INT, p INT");
    RowFiles files = new RowFiles(target(schema, List.of("p"), new FileLimits(2_000)));
    for (int i = 0; i < 20_000; i++) {
      files.write(Row.of(i, i % 20));
    }

    // When
    files.abandon();

    // Then
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void aNullWhereTheTableAllowsNoneIsRefused() {
    // Given
    StructType schema = StructType.fromDdl("id INT NOT NULL");
    RowFiles files = new RowFiles(target(schema, List.of(), new FileLimits(MEGABYTE)));

    // When / Then
    assertThatThrownBy(
            () -> {
              files.write(Row.of((Object) null));
              files.close();
            })
        .isInstanceOf(UserException.class)
        .hasMessageContaining("column id")
        .hasMessageContaining("NOT NULL");
  }

  private List<Row> writtenAndRead(StructType schema, List<String> partitions, List<Row> rows)
      throws IOException {
    Path path = folder.resolve("table");
    try (DeltaTable table =
        DeltaTable.create(path.toString(), new TableDefinition(schema, partitions))) {
      RowFiles files =
          new RowFiles(
              new FileTarget(table.dataFolder(), schema, partitions, new FileLimits(MEGABYTE)));
      for (Row row : rows) {
        files.write(row);
      }
      table.commit(TableCommit.append(TableOperation.WRITE, files.close(), List.of()));
    }
    return new KernelTable(path).rows(schema);
  }

  private FileTarget target(StructType schema, List<String> partitions, FileLimits limits) {
    return new FileTarget(
        new io.tidemark.delta.storage.LocalDataFolder(folder), schema, partitions, limits);
  }

  private static List<String> dictionaryColumns(DataFile file) throws IOException {
    Map<String, Boolean> columns = new HashMap<>();
    try (ParquetFileReader reader =
        ParquetFileReader.open(new LocalInputFile(Path.of(file.path())))) {
      for (BlockMetaData group : reader.getFooter().getBlocks()) {
        for (ColumnChunkMetaData chunk : group.getColumns()) {
          columns.put(chunk.getPath().toDotString(), chunk.hasDictionaryPage());
        }
      }
    }
    return columns.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }
}
