package io.tidemark.delta.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaTableTest {

  private static final StructType SCHEMA =
      StructType.fromDdl("id BIGINT, country STRING, at TIMESTAMP");

  @TempDir Path folder;

  @Test
  void createsATableWithItsSchemaAndPartitions() {
    // When
    DeltaTable table = DeltaTable.create(path(), new TableDefinition(SCHEMA, List.of("country")));

    // Then
    assertThat(table.version()).isZero();
    assertThat(table.schema()).isEqualTo(SCHEMA);
    assertThat(table.snapshot().partitionColumns()).containsExactly("country");
    assertThat(table.snapshot().files()).isEmpty();
    assertThat(DeltaTable.exists(path())).isTrue();
    assertThat(table.history(10))
        .singleElement()
        .satisfies(v -> assertThat(v.operation()).isEqualTo("CREATE TABLE"));
  }

  @Test
  void openingWhatIsNotThereIsTheUsersError() {
    assertThatThrownBy(() -> DeltaTable.open(path()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(path())
        .hasMessageContaining("there is no Delta table");
  }

  @Test
  void keepsFilesAndTxnsOverCheckpoints() {
    // Given
    DeltaTable table = DeltaTable.create(path(), new TableDefinition(SCHEMA, List.of("country")));

    // When
    for (int i = 0; i < 25; i++) {
      long previous = i == 0 ? TxnUpdate.NONE : 10L * i;
      table.commit(
          TableCommit.append(
              TableOperation.STREAMING_UPDATE,
              List.of(file("f " + i + "%.parquet")),
              List.of(
                  new TxnUpdate("app/0", previous, 10L * (i + 1)),
                  new TxnUpdate("other/" + i, TxnUpdate.NONE, i))));
    }

    table.close();

    // Then
    DeltaTable again = DeltaTable.open(path());
    assertThat(again.version()).isEqualTo(25);
    assertThat(again.txnVersions(List.of("app/0", "other/3", "unknown")))
        .isEqualTo(Map.of("app/0", 250L, "other/3", 3L, "unknown", TxnUpdate.NONE));
    assertThat(again.snapshot().files())
        .extracting(DataFile::path)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 25)
                .mapToObj(i -> folder.resolve("table/f " + i + "%.parquet").toString())
                .toList());
    assertThat(again.snapshot().files())
        .allSatisfy(
            f -> {
              assertThat(f.rows()).hasValue(7);
              assertThat(f.partitionValues()).containsEntry("country", null);
            });
    assertThat(folder.resolve("table/_delta_log/_last_checkpoint")).exists();
  }

  @Test
  void aSecondWriterUnderTheSameIdIsRefused() {
    // Given
    DeltaTable first = DeltaTable.create(path(), new TableDefinition(SCHEMA, List.of()));
    DeltaTable second = DeltaTable.open(path());
    first.commit(commit("a.parquet", TxnUpdate.NONE, 5));

    // When / Then
    assertThatThrownBy(() -> second.commit(commit("b.parquet", TxnUpdate.NONE, 6)))
        .isInstanceOf(WriterConflictException.class)
        .hasMessageContaining("app/0");
    assertThat(second.version()).isEqualTo(1);
  }

  @Test
  void addsNullableColumnsAtTheEnd() {
    // Given
    DeltaTable table = DeltaTable.create(path(), new TableDefinition(SCHEMA, List.of("country")));
    table.commit(TableCommit.append(TableOperation.WRITE, List.of(file("f.parquet")), List.of()));
    StructType wider = SCHEMA.plus(StructField.of("more", PrimitiveType.INT));
    TableDefinition definition = new TableDefinition(wider, List.of("country"));

    // When
    List<StructField> added = table.addColumns(definition);

    // Then
    assertThat(added).containsExactly(StructField.of("more", PrimitiveType.INT));
    assertThat(table.schema()).isEqualTo(wider);
    assertThat(table.snapshot().files()).hasSize(1);
    assertThat(table.addColumns(definition)).isEmpty();
    assertThat(table.version()).isEqualTo(2);
  }

  @Test
  void addsNoColumnsToATableThatDiffersOtherwise() {
    // Given
    DeltaTable table = DeltaTable.create(path(), new TableDefinition(SCHEMA, List.of()));
    StructType other = StructType.fromDdl("id STRING, country STRING, at TIMESTAMP, more INT");

    // When / Then
    assertThatThrownBy(() -> table.addColumns(new TableDefinition(other, List.of())))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("~ id: is BIGINT in the table, STRING here");
    assertThat(table.version()).isZero();
  }

  @Test
  void aWriterWhoseTableWasAlteredUnderItIsStopped() {
    // Given
    DeltaTable table = DeltaTable.create(path(), new TableDefinition(SCHEMA, List.of()));
    table.requireDefinition(new TableDefinition(SCHEMA, List.of()));
    rewriteSchema("long", "string");

    // When / Then
    assertThatThrownBy(() -> table.commit(commit("a.parquet", TxnUpdate.NONE, 1)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("~ id: is STRING in the table, BIGINT here");
    assertThat(table.snapshot().files()).isEmpty();
  }

  @Test
  void severalWhoMakeTheTableAtOnceGetOneTable() throws Exception {
    // Given
    ExecutorService makers = Executors.newFixedThreadPool(4);
    TableDefinition definition = new TableDefinition(SCHEMA, List.of());

    // When
    List<Future<String>> made =
        makers.invokeAll(
            Collections.nCopies(
                4, () -> DeltaTable.create(path(), definition).snapshot().tableId()));

    // Then
    Set<String> ids = new HashSet<>();
    for (Future<String> id : made) {
      ids.add(id.get());
    }
    assertThat(ids).hasSize(1);
    assertThat(DeltaTable.open(path()).version()).isZero();
    makers.shutdown();
  }

  @Test
  void aFolderWithOtherFilesIsNoPlaceForATable() throws IOException {
    // Given
    Files.createDirectories(folder.resolve("table"));
    Files.writeString(folder.resolve("table/orders.json"), "{}");

    // When / Then
    assertThatThrownBy(() -> DeltaTable.create(path(), new TableDefinition(SCHEMA, List.of())))
        .isInstanceOf(UserException.class)
        .hasMessage(
            path()
                + ": the folder holds other files (orders.json), and no Delta table; name an empty"
                + " or a new folder, or move them away");
  }

  @Test
  void namesThatDeltaDoesNotTakeAreTheUsersError() {
    StructType schema = StructType.fromDdl("`a b` INT");

    assertThatThrownBy(() -> DeltaTable.create(path(), new TableDefinition(schema, List.of())))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"a b\" contains invalid character(s)");
  }

  @Test
  void aWriterFollowsItsProgressThroughTheCommitsOfOthers() {
    // Given
    DeltaTable ours = DeltaTable.create(path(), new TableDefinition(SCHEMA, List.of()));
    DeltaTable others = DeltaTable.open(path());
    ours.commit(commit("0.parquet", TxnUpdate.NONE, 0));

    // When
    for (int i = 1; i < 30; i++) {
      others.commit(
          TableCommit.append(
              TableOperation.WRITE,
              List.of(),
              List.of(new TxnUpdate("other", i == 1 ? TxnUpdate.NONE : i - 1, i))));
      ours.commit(commit(i + ".parquet", i - 1, i));
    }

    // Then
    assertThat(ours.txnVersions(List.of("app/0", "other")))
        .isEqualTo(Map.of("app/0", 29L, "other", 29L));
    assertThat(ours.version()).isEqualTo(59);
  }

  @Test
  void aTableMadeAnewUnderTheSamePathKnowsNothingOfTheOldProgress() throws IOException {
    // Given
    DeltaTable table = DeltaTable.create(path(), new TableDefinition(SCHEMA, List.of()));
    table.commit(commit("a.parquet", TxnUpdate.NONE, 5));
    try (Stream<Path> files = Files.walk(folder.resolve("table"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    DeltaTable.create(path(), new TableDefinition(SCHEMA, List.of()))
        .commit(commit("b.parquet", TxnUpdate.NONE, 1));

    // When / Then
    assertThatThrownBy(() -> table.commit(commit("c.parquet", 5, 6)))
        .isInstanceOf(WriterConflictException.class)
        .hasMessageContaining("at 1 in the log, not at 5");
  }

  /** As another engine would, with a commit of its own. */
  private void rewriteSchema(String from, String to) {
    try {
      Path log = folder.resolve("table/_delta_log");
      String metadata =
          Files.readAllLines(log.resolve("00000000000000000000.json")).stream()
              .filter(line -> line.contains("metaData"))
              .findFirst()
              .orElseThrow();
      Files.writeString(
          log.resolve("00000000000000000001.json"),
          metadata.replace("\\\"" + from + "\\\"", "\\\"" + to + "\\\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TableCommit commit(String file, long expected, long version) {
    return TableCommit.append(
        TableOperation.STREAMING_UPDATE,
        List.of(new DataFile(file, Map.of(), 1, 1, null)),
        List.of(new TxnUpdate("app/0", expected, version)));
  }

  private DataFile file(String name) {
    Map<String, String> values = new HashMap<>();
    values.put("country", null);
    return new DataFile(
        folder.resolve("table").resolve(name).toString(),
        values,
        100,
        1_000,
        "{\"numRecords\":7,\"nullCount\":{\"id\":0}}");
  }

  private String path() {
    return folder.resolve("table").toString();
  }
}
