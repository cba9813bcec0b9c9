package io.tidemark.delta.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
