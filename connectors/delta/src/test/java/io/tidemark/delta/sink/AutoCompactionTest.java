package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.KernelTable;
import io.tidemark.delta.maintenance.Optimize;
import io.tidemark.delta.maintenance.OptimizeLimits;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableVersion;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoCompactionTest {

  private static final StructType SCHEMA = StructType.fromDdl("id BIGINT, part INT");
  private static final int MIN_FILES = 5;

  @TempDir private Path folder;

  @Test
  void smallFilesAreMadeIntoOneEachTimeSoManyWereAdded() throws IOException {
    // When
    write(0, 12, Map.of());

    // Then: two compactions, and two commits after the second
    assertThat(log().snapshot().files()).hasSize(3);
    assertThat(log().version()).isEqualTo(14);
    assertThat(log().history(100).stream().map(TableVersion::details))
        .filteredOn(details -> "OPTIMIZE".equals(details.get("operation")))
        .hasSize(2);
    assertThat(rows()).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void filesStayAsTheyAreWhereItIsNotAskedFor() {
    write(0, 12, Map.of("auto.compact", "false"));

    assertThat(log().snapshot().files()).hasSize(12);
  }

  @Test
  void eachPartitionOfTheTableKeepsItsOwnFiles() throws IOException {
    write(0, 24, Map.of("partition.columns", "part"));

    assertThat(log().snapshot().files())
        .extracting(file -> file.partitionValues().get("part"))
        .contains("0", "1");
    assertThat(rows()).hasSize(24).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "update"})
  void neverConflictsWithOtherSinksOfTheTableAndWithOptimize(String mode) throws IOException {
    // Given
    Map<String, String> options =
        mode.equals("append") ? Map.of() : Map.of("output.mode", "update", "merge.keys", "id");
    write(0, 1, options);

    // When
    CompletableFuture<Void> one = CompletableFuture.runAsync(() -> write(1, 30, options));
    CompletableFuture<Void> two = CompletableFuture.runAsync(() -> write(2, 30, options));
    while (!CompletableFuture.allOf(one, two).isDone()) {
      new Optimize(log(), new OptimizeLimits(1 << 20)).run();
    }

    // Then
    one.join();
    two.join();
    assertThat(rows()).hasSize(61).doesNotHaveDuplicates();
    assertThat(log().snapshot().files()).hasSizeLessThan(61);
  }

  /** Each commit is one row. */
  private void write(int partition, int commits, Map<String, String> more) {
    Map<String, String> config = new HashMap<>(SinkHarness.config(table(), SCHEMA));
    config.put("auto.compact", "true");
    config.put("auto.compact.min.files", Integer.toString(MIN_FILES));
    config.putAll(more);
    DeltaSinkTask task = new SinkHarness().start(config, Clock.systemUTC());
    task.open(List.of(partition(partition)));
    for (int i = 0; i < commits; i++) {
      Row row = Row.of(partition * 1000L + i, i % 2);
      task.put(List.of(SinkHarness.record(SCHEMA, partition, i, row)));
      task.preCommit(Map.of());
    }
    task.stop();
  }

  private DeltaTable log() {
    return DeltaTable.open(table().toString());
  }

  private List<Row> rows() throws IOException {
    return new KernelTable(table()).rows(SCHEMA);
  }

  private Path table() {
    return folder.resolve("table");
  }
}
