package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tidemark.delta.KernelTable;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaSinkTaskTest {

  private static final StructType SCHEMA = StructType.fromDdl("id BIGINT, country STRING");

  @TempDir Path folder;

  private final SinkHarness worker = new SinkHarness();

  @Test
  void aNewTableIsThereOnceTheTaskHasStarted() throws IOException {
    start(Map.of());

    assertThat(table().version()).isZero();
    assertThat(table().rows(SCHEMA)).isEmpty();
  }

  @Test
  void aTableForRareRowsIsMadeWithTheFirst() throws IOException {
    // Given
    DeltaSinkTask task = start(Map.of("table.create", "on_first_row"));
    task.open(List.of(partition(0)));
    task.put(List.of());
    task.preCommit(Map.of());
    assertThat(path()).doesNotExist();

    // When
    task.put(List.of(record(0, 0, 1)));
    task.preCommit(Map.of());

    // Then
    assertThat(table().rows(SCHEMA)).containsExactly(row(1));
    assertThat(worker.rewinds).containsEntry(partition(0), 0L);
  }

  @Test
  void tellsTheOffsetsThatTheLogHas() {
    // Given
    DeltaSinkTask task = start(Map.of());
    task.open(List.of(partition(0), partition(1), partition(2)));
    task.put(List.of(record(0, 7, 1), record(1, 3, 2)));

    // When
    Map<?, OffsetAndMetadata> offsets = task.preCommit(Map.of());

    // Then
    assertThat(offsets)
        .isEqualTo(
            Map.of(partition(0), new OffsetAndMetadata(8), partition(1), new OffsetAndMetadata(4)));
    DeltaTable log = DeltaTable.open(path().toString());
    assertThat(log.txnVersion("shop.lines/shop.lines.rows-0")).isEqualTo(8);
    assertThat(log.txnVersion("shop.lines/shop.lines.rows-2")).isEqualTo(-1);
  }

  @Test
  void rowsFromBeforeAColumnWasAddedHaveNullInIt() throws IOException {
    // Given
    StructType wider = SCHEMA.plus(StructField.of("note", PrimitiveType.STRING));
    Map<String, String> config = new HashMap<>(SinkHarness.config(path(), wider));
    config.put("table.schema.earlier", SCHEMA.columnsDdl());
    DeltaSinkTask task = worker.start(config, Clock.systemUTC());
    task.open(List.of(partition(0)));

    // When
    task.put(List.of(record(0, 0, 1)));
    task.preCommit(Map.of());

    // Then
    assertThat(table().rows(wider)).singleElement().matches(r -> r.isNullAt(wider.size() - 1));
  }

  @Test
  void aRestartedTaskReadsOnFromWhereTheLogStands() throws IOException {
    // Given
    DeltaSinkTask first = start(Map.of());
    first.open(List.of(partition(0), partition(1)));
    first.put(List.of(record(0, 0, 1), record(0, 1, 2)));
    first.preCommit(Map.of());
    first.stop();

    // When
    DeltaSinkTask second = start(Map.of());
    second.open(List.of(partition(0), partition(1)));

    // Then
    assertThat(worker.rewinds).isEqualTo(Map.of(partition(0), 2L, partition(1), 0L));
  }

  @Test
  void recordsThatTheTableHasAreSkipped() throws IOException {
    // Given
    DeltaSinkTask task = start(Map.of());
    task.open(List.of(partition(0)));
    task.put(List.of(record(0, 0, 1), record(0, 1, 2)));
    task.preCommit(Map.of());

    // When: again from the start, though the worker was told where to go on
    task.put(List.of(record(0, 0, 1), record(0, 1, 2), record(0, 2, 3)));
    task.put(List.of(record(0, 2, 3)));
    task.preCommit(Map.of());

    // Then
    assertThat(table().rows(SCHEMA)).containsExactlyInAnyOrder(row(1), row(2), row(3));
    assertThat(worker.metrics.value("records-skipped-total")).isEqualTo(3L);
  }

  @Test
  void gapsInTheOffsetsAreNormal() throws IOException {
    // Given
    DeltaSinkTask task = start(Map.of());
    task.open(List.of(partition(0)));

    // When
    task.put(List.of(record(0, 5, 1), record(0, 9, 2)));
    task.preCommit(Map.of());
    task.put(List.of(record(0, 12, 3)));
    task.preCommit(Map.of());

    // Then
    assertThat(table().rows(SCHEMA)).containsExactlyInAnyOrder(row(1), row(2), row(3));
    assertThat(task.preCommit(Map.of())).containsEntry(partition(0), new OffsetAndMetadata(13));
  }

  @Test
  void recordsWithoutRowsMakeNoCommitOfTheirOwn() throws IOException {
    // Given
    DeltaSinkTask task = start(Map.of());
    task.open(List.of(partition(0)));

    // When
    task.put(List.of(batch(0, 0), new SinkRecord(SinkHarness.TOPIC, 0, null, null, null, null, 1)));
    task.put(List.of());
    task.preCommit(Map.of());

    // Then
    assertThat(table().version()).isZero();

    // When
    task.put(List.of(batch(0, 2, row(1), row(2))));
    task.preCommit(Map.of());

    // Then
    assertThat(table().rows(SCHEMA)).containsExactlyInAnyOrder(row(1), row(2));
  }

  @Test
  void aPartitionThatMovesTakesItsPendingRowsAlong() throws IOException {
    // Given
    DeltaSinkTask task = start(Map.of());
    task.open(List.of(partition(0), partition(1)));
    task.put(List.of(record(0, 0, 1), record(1, 0, 2)));
    task.preCommit(Map.of());
    task.put(List.of(record(0, 1, 3), record(1, 1, 4)));
    worker.rewinds.clear();

    // When
    task.close(List.of(partition(1)));

    // Then: what was pending is to be read again, by whoever has the partition
    assertThat(worker.rewinds).isEqualTo(Map.of(partition(0), 1L));
    assertThat(dataFiles()).hasSize(1);
    task.preCommit(Map.of());
    assertThat(table().version()).isEqualTo(1);
  }

  @Test
  void aPartitionWithoutPendingRowsMovesWithoutHarm() throws IOException {
    // Given
    DeltaSinkTask task = start(Map.of());
    task.open(List.of(partition(0), partition(1)));
    task.put(List.of(record(0, 0, 1)));
    worker.rewinds.clear();

    // When
    task.close(List.of(partition(1)));
    task.preCommit(Map.of());

    // Then
    assertThat(worker.rewinds).isEmpty();
    assertThat(table().rows(SCHEMA)).containsExactly(row(1));
  }

  @Test
  void aStoppedTaskLeavesNoFileThatTheLogDoesNotName() throws IOException {
    // Given
    DeltaSinkTask task = start(Map.of("partition.columns", "country"));
    task.open(List.of(partition(0)));
    task.put(List.of(record(0, 0, 1), record(0, 1, 2)));

    // When
    task.stop();

    // Then
    assertThat(dataFiles()).isEmpty();
    assertThat(table().version()).isZero();
  }

  @Test
  void ofTwoTasksOnOnePartitionTheSecondReadsOnFromWhereTheLogStands() throws IOException {
    // Given
    DeltaSinkTask task = start(Map.of());
    DeltaSinkTask other = start(Map.of());
    task.open(List.of(partition(0)));
    other.open(List.of(partition(0)));
    other.put(List.of(record(0, 0, 1)));
    task.put(List.of(record(0, 0, 1), record(0, 1, 2)));
    task.preCommit(Map.of());

    // When
    assertThat(other.preCommit(Map.of())).isEmpty();
    other.put(List.of());

    // Then
    assertThat(worker.rewinds).containsExactly(entry(partition(0), 2L));
    assertThat(table().rows(SCHEMA)).containsExactlyInAnyOrder(row(1), row(2));
    assertThat(dataFiles()).hasSize(1);

    // and it goes on
    other.put(List.of(record(0, 2, 3)));
    other.preCommit(Map.of());
    assertThat(table().rows(SCHEMA)).containsExactlyInAnyOrder(row(1), row(2), row(3));
  }

  @Test
  void ofTwoTasksThatAreAtOnePartitionAllTheTimeOneStops() {
    // Given
    DeltaSinkTask task = start(Map.of());
    DeltaSinkTask other = start(Map.of());
    task.open(List.of(partition(0)));
    other.open(List.of(partition(0)));

    // When / Then
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10; i++) {
                task.put(List.of(record(0, i, 1)));
                other.put(List.of(record(0, i, 1)));
                task.preCommit(Map.of());
                other.preCommit(Map.of());
                other.put(List.of());
              }
            })
        .isInstanceOf(ConnectException.class)
        .hasCauseInstanceOf(UserException.class)
        .hasMessageContaining("table table: ")
        .hasMessageContaining("another writer is at work under this id; this happened 6 times")
        .hasMessageContaining("app.id");
  }

  @Test
  void tasksOnOtherPartitionsOfOneTableDoNotDisturbEachOther() throws IOException {
    // Given
    DeltaSinkTask left = start(Map.of());
    DeltaSinkTask right = start(Map.of());
    left.open(List.of(partition(0)));
    right.open(List.of(partition(1)));

    // When
    for (int i = 0; i < 12; i++) {
      left.put(List.of(record(0, i, i)));
      right.put(List.of(record(1, i, 100 + i)));
      left.preCommit(Map.of());
      right.preCommit(Map.of());
    }

    // Then
    assertThat(table().version()).isEqualTo(24);
    assertThat(table().rows(SCHEMA)).hasSize(24).doesNotHaveDuplicates();
  }

  @Test
  void aTableOfAnotherSchemaIsRefusedColumnByColumn() {
    // Given
    DeltaTable.create(
        path().toString(),
        new TableDefinition(StructType.fromDdl("id STRING, must INT NOT NULL"), List.of()));

    // When / Then
    assertThatThrownBy(() -> start(Map.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            path()
                + ": the table has other columns:\n"
                + "  ~ id: is STRING in the table, BIGINT here\n"
                + "  + country STRING: the table has no such column\n"
                + "  - must INT NOT NULL: is missing here;"
                + " write to another path, or change the pipeline to match");
  }

  @Test
  void aTableWithMoreColumnsTakesTheRows() throws IOException {
    // Given
    StructType wider = StructType.fromDdl("more STRING, country STRING, id BIGINT");
    DeltaTable.create(path().toString(), new TableDefinition(wider, List.of()));
    DeltaSinkTask task = start(Map.of());
    task.open(List.of(partition(0)));

    // When
    task.put(List.of(record(0, 0, 1)));
    task.preCommit(Map.of());

    // Then
    assertThat(table().rows(wider)).containsExactly(Row.of(null, "DE", 1L));
  }

  @Test
  void aTablePartitionedOtherwiseIsRefused() {
    // Given
    DeltaTable.create(path().toString(), new TableDefinition(SCHEMA, List.of("country")));

    // When / Then
    assertThatThrownBy(() -> start(Map.of()))
        .hasMessageContaining("the table is partitioned by [country], not by []");
  }

  @Test
  void aValueThatIsNoRowBatchIsNamedByItsPlace() {
    // Given
    DeltaSinkTask task = start(Map.of());
    task.open(List.of(partition(0)));

    // When / Then
    assertThatThrownBy(
            () -> task.put(List.of(new SinkRecord(SinkHarness.TOPIC, 0, null, null, null, 7, 5))))
        .hasMessageContaining(
            "shop.lines.rows-0@5: the value is a Integer (7), not a struct, JSON or a row batch")
        .hasMessageContaining("value.converter");
    assertThatThrownBy(
            () ->
                task.put(
                    List.of(
                        new SinkRecord(
                            SinkHarness.TOPIC, 0, null, null, null, new byte[] {99, 1}, 6))))
        .hasMessageContaining("shop.lines.rows-0@6: the record is no row batch");
  }

  @Test
  void countsWhatItHasWritten() {
    // Given
    DeltaSinkTask task = start(Map.of());
    task.open(List.of(partition(0)));

    // When
    task.put(List.of(batch(0, 0, row(1), row(2)), record(0, 1, 3)));
    task.preCommit(Map.of());
    task.preCommit(Map.of());

    // Then
    assertThat(worker.metrics.value("rows-written-total")).isEqualTo(3L);
    assertThat(worker.metrics.value("commits-total")).isEqualTo(1L);
    assertThat(worker.metrics.value("table-version")).isEqualTo(1L);
    assertThat((Long) worker.metrics.value("bytes-written-total")).isPositive();
    assertThat((Long) worker.metrics.value("last-commit-timestamp-ms")).isPositive();
  }

  private DeltaSinkTask start(Map<String, String> more) {
    Map<String, String> config = new HashMap<>(SinkHarness.config(path(), SCHEMA));
    config.putAll(more);
    return worker.start(config, Clock.systemUTC());
  }

  private static SinkRecord record(int partition, long offset, long id) {
    return batch(partition, offset, row(id));
  }

  private static SinkRecord batch(int partition, long offset, Row... rows) {
    return SinkHarness.record(SCHEMA, partition, offset, rows);
  }

  private static Row row(long id) {
    return Row.of(id, "DE");
  }

  private Path path() {
    return folder.resolve("table");
  }

  private KernelTable table() {
    return new KernelTable(path());
  }

  private List<Path> dataFiles() throws IOException {
    try (Stream<Path> files = Files.walk(path())) {
      return files.filter(f -> f.getFileName().toString().startsWith("part-")).toList();
    }
  }
}
