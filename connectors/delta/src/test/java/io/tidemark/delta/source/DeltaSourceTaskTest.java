package io.tidemark.delta.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.delta.table.DataFile;
import io.tidemark.row.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published, in which order, in which portions, and where a restart goes on. */
class DeltaSourceTaskTest {

  private static final String DDL = "id BIGINT, name STRING";

  @TempDir Path folder;
  private TestTable table;
  private SourceRun run;

  @BeforeEach
  void createTable() {
    table = TestTable.create(folder.resolve("table"), DDL);
    run = new SourceRun(table.path());
  }

  @Test
  void publishesTheTableThenEachCommitAfterIt() {
    // Given
    table.append(row(1), row(2));
    table.append(row(3));
    run.start().drain();
    assertThat(run.rows(DDL)).containsExactly(row(1), row(2), row(3));

    // When
    table.append(row(4));
    table.append(row(5), row(6));
    run.drain();

    // Then
    assertThat(run.rows(DDL)).containsExactlyElementsOf(rows(1, 6));
  }

  @Test
  void resumesBehindWhatWasCommitted() {
    // Given
    table.append(row(1));
    run.start().drain();
    table.append(row(2));
    assertThat(run.poll()).hasSize(1);
    run.stop(); // its transaction never ended

    // When
    table.append(row(3));
    run.start().drain();

    // Then
    assertThat(run.rows(DDL)).containsExactlyElementsOf(rows(1, 3));
  }

  @Test
  void boundedEndsWithTheVersionOfTheStart() {
    // Given
    table.append(row(1));
    run.with("bounded", true).start();
    table.append(row(2));

    // When
    run.drain();

    // Then
    assertThat(run.rows(DDL)).containsExactly(row(1));
    assertThat(run.poll()).isNull();
    run.stop();
    assertThat(run.runBounded()).containsExactly(1);
    assertThat(run.rows(DDL)).containsExactly(row(1), row(2));
    assertThat(run.runBounded()).isEmpty();
  }

  @Test
  void beginsAtTheCommitOfAVersion() {
    // Given
    table.append(row(1));
    table.append(row(2));
    table.append(row(3));

    // When
    run.with("starting.version", 2).runBounded();

    // Then
    assertThat(run.rows(DDL)).containsExactly(row(2), row(3));
  }

  @Test
  void latestIsWhatComesAfterTheFirstStartAndNotAfterTheNext() {
    // Given
    table.append(row(1));
    run.with("starting.version", "latest").start();
    assertThat(run.drain()).containsExactly(1);
    assertThat(run.rows(DDL)).isEmpty();
    run.stop();
    table.append(row(2));

    // When
    run.start().drain();

    // Then
    assertThat(run.rows(DDL)).containsExactly(row(2));
  }

  @Test
  void theStartingVersionIsForgottenOnceThereIsAnOffset() {
    // Given
    table.append(row(1));
    run.runBounded();
    table.append(row(2));

    // When
    run.with("starting.version", 0).runBounded();

    // Then
    assertThat(run.rows(DDL)).containsExactly(row(1), row(2));
  }

  @Test
  void aRecordSaysWhatItIsAndWhereItCameFrom() {
    // Given
    DataFile first = table.append(row(1), row(2)).get(0);
    DataFile second = table.append(row(3)).get(0);

    // When
    run.with("starting.version", 1).with("max.rows.per.record", 1).runBounded();

    // Then
    assertThat(run.committed())
        .extracting(SourceRun::file)
        .containsExactly(table.name(first), table.name(first), table.name(second));
    assertThat(run.committed()).extracting(SourceRun::position).containsExactly(0L, 1L, 0L);
    assertThat(run.committed())
        .allSatisfy(
            record -> {
              assertThat(record.topic()).isEqualTo("events");
              assertThat(record.kafkaPartition()).isNull();
              assertThat(record.key()).isNull();
              assertThat(record.timestamp()).isNull();
              assertThat(record.valueSchema()).isEqualTo(Schema.OPTIONAL_BYTES_SCHEMA);
              assertThat(record.sourcePartition())
                  .isEqualTo(Map.of("source", "s", "path", table.path()));
            });
    assertThat(run.committed())
        .extracting(SourceRecord::sourceOffset)
        .isEqualTo(
            List.of(
                Map.of("version", 1L, "file", 0L, "row", 1L, "snapshot", false, "table_id", id()),
                Map.of("version", 2L, "file", 0L, "row", 0L, "snapshot", false, "table_id", id()),
                Map.of("version", 3L, "file", 0L, "row", 0L, "snapshot", false, "table_id", id())));
  }

  @Test
  void theInitialSnapshotIsReadInTheOrderItWasWrittenAndResumedInside() {
    // Given
    List<DataFile> files = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      DataFile file = table.write(row(i)).get(0);
      files.add(new DataFile(file.path(), Map.of(), file.sizeBytes(), 1_000L * (10 - i), null));
    }
    table.append(files.subList(0, 2));
    table.append(files.subList(2, 4));
    run.with("max.files.per.trigger", 1).start();
    run.pollAndCommit();
    run.stop();
    assertThat(run.offset()).containsEntry("snapshot", true).containsEntry("version", 2L);

    // When
    table.append(row(5));
    table.rearrange(files, table.write(row(4), row(3), row(2), row(1)));
    run.start().drain();

    // Then
    assertThat(run.rows(DDL)).containsExactly(row(4), row(3), row(2), row(1), row(5));
  }

  @Test
  void aTransactionHasAtMostSoManyFiles() {
    // Given
    for (int i = 0; i < 5; i++) {
      table.append(row(i));
    }

    // When / Then
    assertThat(run.with("max.files.per.trigger", 2).runBounded()).containsExactly(2, 2, 1);
  }

  @Test
  void aTransactionEndsWithTheRecordThatReachesItsBytes() {
    // Given
    table.append(rows(1, 100).toArray(Row[]::new));
    run.with("max.rows.per.record", 10).with("max.bytes.per.trigger", 200);

    // When
    List<Integer> transactions = run.runBounded();

    // Then
    assertThat(transactions).hasSizeGreaterThan(3);
    assertThat(run.committed()).hasSize(10);
    assertThat(run.rows(DDL)).containsExactlyElementsOf(rows(1, 100));
    int position = 0;
    for (int records : transactions) {
      int bytesBeforeLast =
          run.committed().subList(position, position + records - 1).stream()
              .mapToInt(record -> ((byte[]) record.value()).length)
              .sum();
      assertThat(bytesBeforeLast).isLessThan(200);
      position += records;
    }
  }

  @Test
  void aRecordThatWouldBeTooLargeIsSplit() {
    // Given
    String text = "x".repeat(400);
    Row[] wide =
        IntStream.range(0, 50).mapToObj(i -> Row.of((long) i, i + text)).toArray(Row[]::new);
    table.append(wide);

    // When
    run.with("max.record.bytes", 1000).runBounded();

    // Then
    assertThat(run.committed())
        .hasSizeGreaterThanOrEqualTo(20)
        .allSatisfy(record -> assertThat((byte[]) record.value()).hasSizeLessThanOrEqualTo(1000));
    assertThat(run.rows(DDL)).containsExactly(wide);
  }

  @Test
  void filesThatWereOnlyRearrangedAreNotReadAgain() {
    // Given
    List<DataFile> first = table.append(row(1));
    List<DataFile> second = table.append(row(2));
    run.start().drain();

    // When
    List<DataFile> both = new ArrayList<>(first);
    both.addAll(second);
    table.rearrange(both, table.write(row(1), row(2)));
    table.append(row(3));
    run.drain();

    // Then
    assertThat(run.rows(DDL)).containsExactly(row(1), row(2), row(3));
  }

  @Test
  void versionsWithoutNewRowsMoveTheOffsetWithAnEmptyBatch() {
    // Given
    table.append(row(1));
    run.runBounded();
    table.commit(TestTable.info("SET TBLPROPERTIES"));
    table.commit(TestTable.info("CONVERT"));

    // When
    List<Integer> transactions = run.runBounded();

    // Then
    assertThat(transactions).containsExactly(1);
    assertThat(run.offset()).containsEntry("version", 4L);
    assertThat(run.rows(DDL)).containsExactly(row(1));
    assertThat(run.runBounded()).isEmpty();
  }

  @Test
  void anEmptyTableIsRemembered() {
    // When
    List<Integer> transactions = run.runBounded();

    // Then
    assertThat(transactions).containsExactly(1);
    assertThat(run.rows(DDL)).isEmpty();
    assertThat(run.offset()).containsEntry("version", 1L).containsEntry("snapshot", false);
    assertThat(run.runBounded()).isEmpty();
  }

  @Test
  void anEmptyFileIsNoObstacle() {
    // Given
    List<DataFile> files = new ArrayList<>(table.write(row(1)));
    files.addAll(emptyFile());
    files.addAll(table.write(row(2)));
    files.addAll(emptyFile());
    table.append(files);
    table.append(emptyFile());

    // When
    run.with("starting.version", 1).runBounded();

    // Then
    assertThat(run.rows(DDL)).containsExactly(row(1), row(2));
    assertThat(run.offset()).containsEntry("version", 3L);
  }

  @Test
  void waitsForATableThatIsNotThereYet() {
    // Given
    Path later = folder.resolve("later");
    SourceRun waiting = new SourceRun(later.toString()).start();
    assertThat(waiting.pollAndCommit()).isNull();

    // When
    TestTable.create(later, DDL).append(row(1));
    waiting.drain();

    // Then
    assertThat(waiting.rows(DDL)).containsExactly(row(1));
  }

  @Test
  void stopEndsAPollThatWaits() {
    // Given
    run.with("poll.interval.ms", 3_600_000).start();
    run.pollAndCommit();
    CompletableFuture<List<SourceRecord>> waiting = CompletableFuture.supplyAsync(run::poll);

    // When
    run.stop();

    // Then
    await().untilAsserted(() -> assertThat(waiting).isCompletedWithValue(null));
    table.append(row(1));
    assertThat(run.poll()).isNull();
  }

  @Test
  void countsWhatItRead() {
    // Given
    table.append(row(1), row(2), row(3));
    table.append(row(4));
    run.with("max.files.per.trigger", 1).with("starting.version", 0).start();
    assertThat(run.metric("versions-waiting")).isZero();
    assertThat(run.metric("table-version")).isEqualTo(-1);

    // When
    run.pollAndCommit();

    // Then
    assertThat(run.metric("versions-waiting")).isEqualTo(1);
    assertThat(run.metric("table-version")).isEqualTo(1);
    run.drain();
    assertThat(run.metrics())
        .containsExactlyInAnyOrder(
            "files-processed-total",
            "records-published-total",
            "rows-published-total",
            "bytes-published-total",
            "table-version",
            "versions-waiting");
    assertThat(run.metric("files-processed-total")).isEqualTo(2);
    assertThat(run.metric("records-published-total")).isEqualTo(2);
    assertThat(run.metric("rows-published-total")).isEqualTo(4);
    assertThat(run.metric("bytes-published-total"))
        .isEqualTo(
            run.committed().stream().mapToLong(record -> ((byte[]) record.value()).length).sum());
    assertThat(run.metric("table-version")).isEqualTo(2);
    assertThat(run.metric("versions-waiting")).isZero();
  }

  private List<DataFile> emptyFile() {
    Path file = folder.resolve("table").resolve("empty-" + UUID.randomUUID());
    EmptyParquet.write(file);
    return List.of(new DataFile(file.toString(), Map.of(), file.toFile().length(), 1, null));
  }

  private String id() {
    return table.id();
  }

  private static Row row(long id) {
    return Row.of(id, "name " + id);
  }

  private static List<Row> rows(long from, long to) {
    List<Row> rows = new ArrayList<>();
    for (long id = from; id <= to; id++) {
      rows.add(row(id));
    }
    return rows;
  }
}
