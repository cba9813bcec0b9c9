package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.KernelTable;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits of more rows, in more partitions, than memory holds open files for. */
class OptimizedWriteTest {

  private static final StructType SCHEMA = StructType.fromDdl("id BIGINT, part INT, text STRING");
  private static final int ROWS = 90_000;
  private static final int PARTITIONS = 60;

  @TempDir private Path folder;

  @Test
  void withoutItSomePartitionsGetSeveralFiles() throws IOException {
    write("append", Map.of()).stop();

    assertThat(log().snapshot().files()).hasSizeGreaterThan(PARTITIONS);
    assertThat(new KernelTable(table()).rows(SCHEMA)).hasSize(ROWS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "update", "complete"})
  void aCommitHasOneFileForEachPartition(String mode) throws IOException {
    // When
    write(mode, Map.of("optimize.write", "true")).stop();

    // Then
    assertThat(log().version()).isEqualTo(1);
    assertThat(log().snapshot().files())
        .hasSize(PARTITIONS)
        .extracting(DataFile::partitionValues)
        .doesNotHaveDuplicates();
    assertThat(parquetFiles()).isEqualTo(PARTITIONS);
    List<Row> rows = new ArrayList<>(new KernelTable(table()).rows(SCHEMA));
    rows.sort(Comparator.comparing(row -> (Long) row.value(0)));
    assertThat(rows).isEqualTo(IntStream.range(0, ROWS).mapToObj(OptimizedWriteTest::row).toList());
  }

  @Test
  void aPartitionOfMoreThanTheTargetSizeMayHaveSeveralFiles() throws IOException {
    // When
    write("append", Map.of("optimize.write", "true", "target.file.size.bytes", "8192")).stop();

    // Then
    Map<Map<String, String>, Long> files =
        log().snapshot().files().stream()
            .collect(Collectors.groupingBy(DataFile::partitionValues, Collectors.counting()));
    assertThat(files).hasSize(PARTITIONS);
    assertThat(files.values()).anyMatch(count -> count > 1);
    assertThat(parquetFiles()).isEqualTo(files.values().stream().mapToLong(Long::longValue).sum());
    assertThat(new KernelTable(table()).rows(SCHEMA)).hasSize(ROWS);
  }

  private DeltaSinkTask write(String mode, Map<String, String> more) {
    Map<String, String> config = new HashMap<>(SinkHarness.config(table(), SCHEMA));
    config.put("output.mode", mode);
    config.put("merge.keys", mode.equals("append") ? "" : "id");
    config.put("partition.columns", "part");
    config.putAll(more);
    DeltaSinkTask task = new SinkHarness().start(config, Clock.systemUTC());
    task.open(List.of(partition(0)));
    Row[] rows = IntStream.range(0, ROWS).mapToObj(OptimizedWriteTest::row).toArray(Row[]::new);
    task.put(List.of(SinkHarness.record(SCHEMA, 0, 0, rows)));
    task.preCommit(Map.of());
    return task;
  }

  private static Row row(int number) {
    return Row.of((long) number, number % PARTITIONS, text(number));
  }

  /** Of 48 characters that no compression makes small. */
  private static String text(int number) {
    Random random = new Random(number);
    return Long.toHexString(random.nextLong())
        + Long.toHexString(random.nextLong())
        + Long.toHexString(random.nextLong());
  }

  private long parquetFiles() throws IOException {
    try (Stream<Path> files = Files.walk(table())) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  private DeltaTable log() {
    return DeltaTable.open(table().toString());
  }

  private Path table() {
    return folder.resolve("table");
  }
}
