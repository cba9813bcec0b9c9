package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.delta.KernelTable;
import io.tidemark.delta.RandomRows;
import io.tidemark.delta.maintenance.Optimize;
import io.tidemark.delta.maintenance.OptimizeLimits;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of every output mode, as Delta Kernel reads them: past a checkpoint, and compacted. */
class IndependentReaderTest {

  private static final StructType SCHEMA =
      StructType.fromDdl(
          "id BIGINT, part INT, text STRING, flag BOOLEAN, number DOUBLE, price DECIMAL(12,2),"
              + " wide DECIMAL(38,10), at TIMESTAMP, day DATE, bytes BINARY,"
              + " list ARRAY<STRUCT<a: INT, b: STRING>>, map MAP<STRING, DOUBLE>,"
              + " struct STRUCT<x: BIGINT, y: STRUCT<z: STRING>>");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "append, ''",
    "append, part",
    "update, ''",
    "update, part",
    "complete, ''",
    "complete, part"
  })
  void kernelReadsWhatWasWritten(String mode, String partitionColumns) throws IOException {
    // Given
    Path path = folder.resolve("t");
    Map<String, String> config = new HashMap<>(SinkHarness.config(path, SCHEMA));
    config.put("output.mode", mode);
    config.put("merge.keys", mode.equals("append") ? "" : "id");
    config.put("partition.columns", partitionColumns);
    DeltaSinkTask task = new SinkHarness().start(config, Clock.systemUTC());
    task.open(List.of(partition(0)));
    List<Row> expected = new ArrayList<>();

    // When: enough commits for a checkpoint; those by key write each row twice
    for (int commit = 0; commit < 12; commit++) {
      List<Row> rows = rows(commit);
      List<Row> earlier = mode.equals("append") ? rows : rows(commit + 100);
      if (!mode.equals("append")) {
        put(task, 2L * commit, keyed(earlier, commit));
      }
      put(task, 2L * commit + 1, keyed(rows, commit));
      task.preCommit(Map.of());
      expected.addAll(keyed(rows, commit));
    }
    task.stop();

    // Then
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(path.resolve("_delta_log/_last_checkpoint")).exists());
    assertThat(new KernelTable(path).rows(SCHEMA)).containsExactlyInAnyOrderElementsOf(expected);
    assertLogTellsWhatTheFilesHave(path);
    assertCheckpointHasAll(path, expected);

    // When
    new Optimize(DeltaTable.open(path.toString()), new OptimizeLimits(1 << 20)).run();

    // Then
    assertThat(new KernelTable(path).rows(SCHEMA)).containsExactlyInAnyOrderElementsOf(expected);
    assertLogTellsWhatTheFilesHave(path);
  }

  /** Partition values and statistics of our log against the rows as Kernel reads them. */
  private static void assertLogTellsWhatTheFilesHave(Path path) throws IOException {
    Map<String, List<Row>> rows = new KernelTable(path).rowsByFile(SCHEMA);
    List<DataFile> files = DeltaTable.open(path.toString()).snapshot().files();
    assertThat(files).hasSameSizeAs(rows.keySet());
    for (DataFile file : files) {
      List<Row> ofFile = rows.get(String.valueOf(Path.of(file.path()).getFileName()));
      LoggedStatistics.assertTrueOf(
          file.statistics(), columnsInFiles(file.partitionValues().keySet()), SCHEMA, ofFile);
      if (file.partitionValues().containsKey("part")) {
        String part = file.partitionValues().get("part");
        assertThat(ofFile)
            .allMatch(row -> Objects.equals(part, row.isNullAt(1) ? null : "" + row.value(1)));
      }
    }
  }

  /** Read without the commits that the checkpoint stands for. */
  private static void assertCheckpointHasAll(Path path, List<Row> expected) throws IOException {
    List<Path> away = new ArrayList<>();
    for (int version = 0; version <= 10; version++) {
      Path commit = path.resolve("_delta_log/%020d.json".formatted(version));
      away.add(Files.move(commit, path.resolveSibling(commit.getFileName())));
    }
    assertThat(new KernelTable(path).rows(SCHEMA)).containsExactlyInAnyOrderElementsOf(expected);
    assertLogTellsWhatTheFilesHave(path);
    for (Path commit : away) {
      Files.move(commit, path.resolve("_delta_log").resolve(commit.getFileName()));
    }
  }

  private static StructType columnsInFiles(Set<String> partitionColumns) {
    return new StructType(
        SCHEMA.fields().stream().filter(f -> !partitionColumns.contains(f.name())).toList());
  }

  private static void put(DeltaSinkTask task, long offset, List<Row> rows) {
    task.put(List.of(SinkHarness.record(SCHEMA, 0, offset, rows.toArray(Row[]::new))));
  }

  private static List<Row> rows(long seed) {
    return new RandomRows(seed).rows(SCHEMA, 5);
  }

  private static List<Row> keyed(List<Row> rows, int commit) {
    List<Row> keyed = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Object[] values = rows.get(i).toArray();
      values[0] = commit * 10L + i;
      values[1] = i == 0 ? null : i % 2;
      keyed.add(Row.wrap(values));
    }
    return keyed;
  }
}
