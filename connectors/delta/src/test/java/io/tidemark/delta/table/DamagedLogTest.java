package io.tidemark.delta.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that can't be read, or not by us, are told by what is wrong and what helps. */
class DamagedLogTest {

  @TempDir Path folder;

  @Test
  void aMissingVersionIsNamed() throws IOException {
    // Given
    commits(6);
    Files.delete(log("00000000000000000003.json"));

    // When / Then
    assertThatThrownBy(() -> DeltaTable.open(folder.toString()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            folder
                + ": version 3 is missing from the table's log, although there are later ones;"
                + " restore _delta_log/00000000000000000003.json from a copy");
  }

  @Test
  void aDamagedVersionIsNamed() throws IOException {
    // Given
    commits(3);
    Files.writeString(log("00000000000000000002.json"), "{\"add\":{\"path\"");

    // When / Then
    assertThatThrownBy(() -> DeltaTable.open(folder.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("version 2 of the table's log is damaged")
        .hasMessageEndingWith("restore _delta_log/00000000000000000002.json from a copy");
  }

  @Test
  void aDamagedCheckpointIsNamedWithTheWayOut() throws IOException {
    // Given: the checkpoint is of the newest version, whenever it is written
    commits(10);
    Files.writeString(log("00000000000000000010.checkpoint.parquet"), "this is no Parquet file");

    // When / Then
    assertThatThrownBy(() -> DeltaTable.open(folder.toString()).snapshot().files())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("a checkpoint of the table's log is damaged")
        .hasMessageContaining(
            "delete _delta_log/00000000000000000010.checkpoint.parquet and"
                + " _delta_log/_last_checkpoint");

    // When
    Files.delete(log("00000000000000000010.checkpoint.parquet"));
    Files.delete(log("_last_checkpoint"));

    // Then
    assertThat(DeltaTable.open(folder.toString()).snapshot().files()).hasSize(10);
  }

  @Test
  void aNewerReaderProtocolIsRefusedByItsFeatures() throws IOException {
    // Given
    commits(1);
    Files.writeString(
        log("00000000000000000002.json"),
        "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
            + "\"readerFeatures\":[\"deletionVectors\"],\"writerFeatures\":[\"deletionVectors\"]}}");

    // When / Then
    assertThatThrownBy(() -> DeltaTable.open(folder.toString()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            folder
                + ": the table needs Delta reader version 3 (for [deletionVectors]), and Tidemark"
                + " has version 1; copy it into a table without that");
  }

  @Test
  void aNewerWriterProtocolCanBeReadButNotWrittenTo() throws IOException {
    // Given
    commits(1);
    Files.writeString(
        log("00000000000000000002.json"),
        "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,"
            + "\"writerFeatures\":[\"changeDataFeed\",\"rowTracking\"]}}");
    DeltaTable table = DeltaTable.open(folder.toString());

    // When / Then
    assertThat(table.snapshot().files()).hasSize(1);
    String refusal =
        folder
            + ": the table needs Delta writer version 7 (for [changeDataFeed, rowTracking]), and"
            + " Tidemark has version 2; write to another table, or make this one anew without that";
    assertThatThrownBy(() -> table.requireDefinition(definition())).hasMessage(refusal);
    assertThatThrownBy(() -> table.commit(append("f"))).hasMessage(refusal);
  }

  @Test
  void anOlderProtocolBeforeFeaturesIsRefusedByWhatItMayHave() throws IOException {
    // Given
    commits(1);
    Files.writeString(
        log("00000000000000000002.json"),
        "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":4}}");

    // When / Then
    assertThatThrownBy(() -> DeltaTable.open(folder.toString()).commit(append("f")))
        .hasMessageContaining(
            "writer version 4 (for any of [CHECK constraints, change data feed, generated"
                + " columns])");
  }

  @Test
  void invariantsThatWeWouldNotCheckAreRefused() throws IOException {
    // Given
    commits(0);
    Path first = log("00000000000000000000.json");
    Files.writeString(
        first,
        Files.readString(first)
            .replace(
                "\\\"metadata\\\":{}",
                "\\\"metadata\\\":{\\\"delta.invariants\\\":\\\"id > 3\\\"}"));

    // When / Then
    assertThatThrownBy(() -> DeltaTable.open(folder.toString()).commit(append("f")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the table has invariants on [id]");
  }

  @Test
  void aTypeThatWeDoNotHaveIsNamedByColumn() throws IOException {
    // Given
    commits(0);
    Path first = log("00000000000000000000.json");
    Files.writeString(first, Files.readString(first).replace("\\\"integer\\\"", "\\\"float\\\""));

    // When / Then
    assertThatThrownBy(() -> DeltaTable.open(folder.toString()).schema())
        .isInstanceOf(UserException.class)
        .hasMessageContaining(": id: the column's type is float, which Tidemark doesn't have");
  }

  private void commits(int count) {
    try (DeltaTable table = DeltaTable.create(folder.toString(), definition())) {
      for (int i = 0; i < count; i++) {
        table.commit(append("f" + i));
      }
    }
  }

  private static TableDefinition definition() {
    return new TableDefinition(StructType.fromDdl("id INT"), List.of());
  }

  private static TableCommit append(String file) {
    return TableCommit.append(
        TableOperation.WRITE, List.of(new DataFile(file, Map.of(), 1, 1, null)), List.of());
  }

  private Path log(String name) {
    return folder.resolve("_delta_log").resolve(name);
  }
}
