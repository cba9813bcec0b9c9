package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.delta.KernelTable;
import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeSinkTest {

  private static final StructType SCHEMA =
      StructType.fromDdl("country STRING, size DOUBLE, total BIGINT");

  @TempDir Path folder;

  private final SinkHarness worker = new SinkHarness();
  private long offset;

  @Test
  void aLaterRowOfAKeyReplacesTheEarlierOne() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of());
    commit(task, upsert(Row.of("DE", 1.0, 1L), Row.of("FR", 1.0, 1L), Row.of("DE", 1.0, 2L)));

    // When
    commit(task, upsert(Row.of("DE", 1.0, 3L), Row.of("IT", 1.0, 1L)));

    // Then
    assertThat(rows())
        .containsExactlyInAnyOrder(
            Row.of("DE", 1.0, 3L), Row.of("FR", 1.0, 1L), Row.of("IT", 1.0, 1L));
    assertThat(log().history(1).get(0).operation()).isEqualTo("MERGE");
    assertThat(log().txnVersion("shop.lines/shop.lines.rows-0")).isEqualTo(offset);
  }

  @Test
  void aDeletedKeyIsGoneAndMayComeBack() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of());
    commit(task, upsert(Row.of("DE", 1.0, 1L), Row.of("FR", 1.0, 1L)));

    // When
    commit(task, delete(Row.of("DE", 1.0, null), Row.of("ES", 1.0, null)));

    // Then
    assertThat(rows()).containsExactly(Row.of("FR", 1.0, 1L));

    // When
    commit(task, delete(Row.of("FR", 1.0, null)), upsert(Row.of("FR", 1.0, 7L)));

    // Then
    assertThat(rows()).containsExactly(Row.of("FR", 1.0, 7L));
  }

  @Test
  void nullNaNAndTheTwoZerosAreKeysLikeOthers() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of());
    commit(
        task,
        upsert(
            Row.of(null, null, 1L),
            Row.of("", Double.NaN, 1L),
            Row.of("", -0.0, 1L),
            Row.of("x".repeat(40) + "b", 1.0, 1L)));

    // When
    commit(
        task,
        upsert(
            Row.of(null, null, 2L),
            Row.of("", Double.NaN, 2L),
            Row.of("", 0.0, 2L),
            Row.of("x".repeat(40) + "b", 1.0, 2L)));

    // Then
    assertThat(rows()).hasSize(4).allMatch(row -> Long.valueOf(2).equals(row.value(2)));
  }

  @Test
  void anEmptyTextInAPartitionColumnIsTheNullThatTheTableMakesOfIt() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of("partition.columns", "country"));
    commit(task, upsert(Row.of("", 1.0, 1L), Row.of("DE", 1.0, 1L)));

    // When
    commit(task, upsert(Row.of(null, 1.0, 2L)));

    // Then
    assertThat(rows()).containsExactlyInAnyOrder(Row.of(null, 1.0, 2L), Row.of("DE", 1.0, 1L));
  }

  @Test
  void aRowMovesToAnotherPartitionWhenItIsNoPartOfTheKey() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of("partition.columns", "country", "merge.keys", "size"));
    commit(task, upsert(Row.of("DE", 1.0, 1L), Row.of("DE", 2.0, 1L)));

    // When
    commit(task, upsert(Row.of("FR", 1.0, 2L)));

    // Then
    assertThat(rows()).containsExactlyInAnyOrder(Row.of("FR", 1.0, 2L), Row.of("DE", 2.0, 1L));
  }

  @Test
  void withoutKeysTheTableHasOneRow() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of("merge.keys", ""));

    // When
    commit(task, upsert(Row.of("DE", 1.0, 1L)));
    commit(task, upsert(Row.of("FR", 2.0, 2L)));

    // Then
    assertThat(rows()).containsExactly(Row.of("FR", 2.0, 2L));
  }

  @Test
  void filesWithoutAChangedKeyStay() throws IOException {
    // Given: three files, of which two overlap in their ranges
    DeltaSinkTask task = update(Map.of());
    commit(task, upsert(Row.of("A", 1.0, 1L), Row.of("C", 1.0, 1L)));
    Set<String> first = paths();
    commit(task, upsert(Row.of("B", 1.0, 1L)));
    commit(task, upsert(Row.of("X", 1.0, 1L), Row.of("Z", 1.0, 1L)));
    Set<String> all = paths();

    // When
    commit(task, upsert(Row.of("B", 1.0, 2L)));

    // Then
    assertThat(all).hasSize(3);
    assertThat(paths()).hasSize(3).containsAll(first);
    assertThat(paths().stream().filter(all::contains)).hasSize(2);
  }

  @Test
  void aRowThatIsInsertedMeanwhileIsReplacedToo() throws IOException {
    // Given: the table as the task last saw it has no such key
    DeltaSinkTask task = update(Map.of());
    commit(task, upsert(Row.of("DE", 1.0, 1L)));
    insert(Row.of("FR", 1.0, 1L));

    // When
    commit(task, upsert(Row.of("FR", 1.0, 2L)));

    // Then
    assertThat(rows()).containsExactlyInAnyOrder(Row.of("DE", 1.0, 1L), Row.of("FR", 1.0, 2L));
  }

  @Test
  void tasksOnOtherPartitionsOfOneTableKeepEachOthersRows() throws Exception {
    // Given
    int commits = 25;
    update(Map.of()).stop();

    // When: both change rows of the same files at the same time
    Thread left = new Thread(() -> commitMany(0, commits), "left");
    Thread right = new Thread(() -> commitMany(1, commits), "right");
    left.start();
    right.start();
    left.join();
    right.join();

    // Then
    assertThat(rows())
        .containsExactlyInAnyOrder(
            Row.of("p0", 1.0, (long) commits - 1), Row.of("p1", 1.0, (long) commits - 1));
    DeltaTable log = log();
    for (long version = 1; version <= log.version(); version++) {
      long files =
          log.snapshot(version).files().stream().mapToLong(f -> f.rows().orElseThrow()).sum();
      assertThat(files).isLessThanOrEqualTo(2);
    }
    assertThat(log.version()).isEqualTo(2L * commits);
  }

  @Test
  void completeReplacesTheTableAndDropsWhatWasThereBeforeTheQuery() throws IOException {
    // Given
    DeltaTable.create(path().toString(), new TableDefinition(SCHEMA, List.of()));
    insert(Row.of("old", 1.0, 1L));
    DeltaSinkTask task = update(Map.of("output.mode", "complete"));

    // When
    commit(task, upsert(Row.of("DE", 1.0, 1L), Row.of("FR", 1.0, 1L)));

    // Then
    assertThat(rows()).containsExactlyInAnyOrder(Row.of("DE", 1.0, 1L), Row.of("FR", 1.0, 1L));

    // When: after a restart, which finds its own result
    Set<String> before = paths();
    task.stop();
    DeltaSinkTask again = update(Map.of("output.mode", "complete"));
    commit(again, upsert(Row.of("DE", 1.0, 2L)));

    // Then
    assertThat(rows()).containsExactlyInAnyOrder(Row.of("DE", 1.0, 2L), Row.of("FR", 1.0, 1L));
    assertThat(paths()).doesNotContainAnyElementsOf(before);
    assertThat(log().history(1).get(0).details()).containsEntry("outputMode", "complete");
  }

  @Test
  void aBatchThatFillsTheMemoryIsCommittedWhateverTheTriggerSays() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of("merge.max.rows", "2", "trigger", "once"));

    // When
    task.put(
        List.of(upsert(Row.of("A", 1.0, 1L), Row.of("B", 1.0, 1L)), upsert(Row.of("C", 1.0, 1L))));

    // Then
    assertThat(rows()).containsExactlyInAnyOrder(Row.of("A", 1.0, 1L), Row.of("B", 1.0, 1L));
  }

  @Test
  void columnsThatTheTableHasBesideStayAsTheyAre() throws IOException {
    // Given
    StructType wider = StructType.fromDdl("note STRING, country STRING, size DOUBLE, total BIGINT");
    DeltaTable.create(path().toString(), new TableDefinition(wider, List.of()));
    DeltaSinkTask task = update(Map.of());
    insert(wider, Row.of("kept", "DE", 1.0, 1L));

    // When
    commit(task, upsert(Row.of("DE", 1.0, 2L), Row.of("FR", 1.0, 1L)));

    // Then
    assertThat(new KernelTable(path()).rows(wider))
        .containsExactlyInAnyOrder(Row.of("kept", "DE", 1.0, 2L), Row.of(null, "FR", 1.0, 1L));
  }

  @Test
  void aTableGetsTheColumnsThatItLacksIfThatIsAsked() throws IOException {
    // Given
    DeltaTable.create(
        path().toString(), new TableDefinition(StructType.fromDdl("country STRING"), List.of()));

    // When
    DeltaSinkTask task = update(Map.of("merge.schema", "true", "merge.keys", "country"));
    commit(task, upsert(Row.of("DE", 1.0, 1L)));

    // Then
    assertThat(log().schema()).isEqualTo(SCHEMA);
    assertThat(rows()).containsExactly(Row.of("DE", 1.0, 1L));
  }

  @Test
  void aDeletionIsRefusedByATableThatIsOnlyAddedTo() {
    // Given
    DeltaSinkTask task = update(Map.of("output.mode", "append", "merge.keys", ""));

    // When / Then
    assertThatThrownBy(() -> task.put(List.of(delete(Row.of("DE", 1.0, 1L)))))
        .hasMessageContaining("shop.lines.rows-0@0: the record deletes rows")
        .hasMessageContaining("output.mode=update");
  }

  @Test
  void aDataFileThatIsMissingIsNamedAndTheTableStaysAsItWas() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of());
    commit(task, upsert(Row.of("DE", 1.0, 1L)));
    Files.delete(path().resolve(paths().iterator().next()));
    long version = log().snapshot().version();

    // When / Then
    assertThatThrownBy(() -> commit(task, upsert(Row.of("DE", 1.0, 2L))))
        .hasMessageContaining(path() + ": file part-")
        .hasMessageContaining("it is not there, though the table's log has it; restore it");
    assertThat(log().snapshot().version()).isEqualTo(version);
    assertThat(path()).isDirectoryNotContaining("glob:**.parquet");
  }

  @Test
  void keysThatCannotBeAreNamed() {
    assertThatThrownBy(() -> update(Map.of("merge.keys", "contry")))
        .hasMessageContaining("merge.keys: no column 'contry'")
        .hasMessageContaining("country");
    assertThatThrownBy(() -> update(Map.of("output.mode", "append")))
        .hasMessageContaining("have no meaning with output.mode append");
  }

  private void commitMany(int partition, int commits) {
    SinkHarness other = new SinkHarness();
    DeltaSinkTask task = other.start(config(Map.of()), Clock.systemUTC());
    task.open(List.of(partition(partition)));
    for (int i = 0; i < commits; i++) {
      task.put(
          List.of(
              SinkHarness.record(SCHEMA, partition, i, Row.of("p" + partition, 1.0, (long) i))));
      task.preCommit(Map.of());
    }
    task.stop();
  }

  private DeltaSinkTask update(Map<String, String> more) {
    DeltaSinkTask task = worker.start(config(more), Clock.systemUTC());
    task.open(List.of(partition(0)));
    return task;
  }

  private Map<String, String> config(Map<String, String> more) {
    Map<String, String> config = new HashMap<>(SinkHarness.config(path(), SCHEMA));
    config.put("output.mode", "update");
    config.put("merge.keys", "country,size");
    config.putAll(more);
    return config;
  }

  private void commit(DeltaSinkTask task, SinkRecord... records) {
    task.put(List.of(records));
    task.preCommit(Map.of());
  }

  private SinkRecord upsert(Row... rows) {
    return SinkHarness.record(SCHEMA, 0, offset++, rows);
  }

  private SinkRecord delete(Row... rows) {
    SinkRecord record = upsert(rows);
    record.headers().addBytes(RowChange.HEADER, RowChange.DELETE.headerValue());
    return record;
  }

  private void insert(Row row) throws IOException {
    insert(SCHEMA, row);
  }

  private void insert(StructType schema, Row row) throws IOException {
    DeltaTable table = log();
    RowFiles files =
        new RowFiles(
            new FileTarget(table.dataFolder(), schema, List.of(), new FileLimits(1 << 20)));
    files.write(row);
    List<DataFile> written = files.close();
    table.commit(TableCommit.append(TableOperation.WRITE, written, List.of()));
  }

  private Set<String> paths() {
    return log().snapshot().files().stream().map(DataFile::path).collect(Collectors.toSet());
  }

  private DeltaTable log() {
    return DeltaTable.open(path().toString());
  }

  private List<Row> rows() throws IOException {
    return new KernelTable(path()).rows(SCHEMA);
  }

  private Path path() {
    return folder.resolve("table");
  }
}
