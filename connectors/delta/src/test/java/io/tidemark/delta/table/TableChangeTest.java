package io.tidemark.delta.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits as other engines write them (Delta PROTOCOL, "Actions"). */
class TableChangeTest {

  @TempDir Path folder;
  private DeltaTable table;

  @BeforeEach
  void createTable() {
    StructType schema = StructType.fromDdl("id BIGINT, country STRING");
    table = DeltaTable.create(folder.toString(), new TableDefinition(schema, List.of("country")));
  }

  @Test
  void tellsWhatACommitAddedInTheOrderOfTheLog() throws IOException {
    // When
    write(
        1,
        """
        {"commitInfo":{"timestamp":1700000000000,"operation":"WRITE","operationMetrics":{"n":"1"}}}
        {"add":{"path":"country=D%2520E/b%20c.parquet","partitionValues":{"country":"D E"},"size":7,\
        "modificationTime":9,"dataChange":true,"stats":"{\\"numRecords\\":3}","tags":{"a":"b"}}}
        {"add":{"path":"a.parquet","partitionValues":{"country":null},"size":8,"modificationTime":5,\
        "dataChange":true,"baseRowId":0}}
        """);

    // Then
    TableChange change = table.change(1).orElseThrow();
    assertThat(change.operation()).isEqualTo("WRITE");
    assertThat(change.adds())
        .containsExactly(
            new DataFile(
                folder.resolve("country=D%20E/b c.parquet").toString(),
                Map.of("country", "D E"),
                7,
                9,
                null),
            new DataFile(
                folder.resolve("a.parquet").toString(),
                Collections.singletonMap("country", null),
                8,
                5,
                null));
    assertThat(change.removes()).isEmpty();
    assertThat(change.definition()).isEmpty();
  }

  @Test
  void leavesOutFilesThatWereOnlyRearranged() throws IOException {
    // When
    write(
        1,
        """
        {"remove":{"path":"a.parquet","deletionTimestamp":1,"dataChange":false}}
        {"add":{"path":"b.parquet","partitionValues":{},"size":1,"modificationTime":1,"dataChange":false}}
        {"commitInfo":{"operation":"OPTIMIZE"}}
        """);

    // Then
    assertThat(table.change(1)).hasValue(change(1, "OPTIMIZE", List.of()));
  }

  @Test
  void tellsWhichFilesWereTakenAway() throws IOException {
    // When
    write(
        1,
        """
        {"remove":{"path":"a%20b.parquet","deletionTimestamp":1,"dataChange":true}}
        {"remove":{"path":"file:/elsewhere/c.parquet"}}
        """);

    // Then
    assertThat(table.change(1))
        .hasValue(
            change(
                1, "", List.of(folder.resolve("a b.parquet").toString(), "/elsewhere/c.parquet")));
  }

  @Test
  void passesOverActionsItDoesNotKnow() throws IOException {
    // When
    write(
        1,
        """
        {"domainMetadata":{"domain":"delta.clustering","configuration":"{}","removed":false}}
        {"txn":{"appId":"a","version":1}}
        {"cdc":{"path":"_change_data/a","partitionValues":{},"size":1,"dataChange":false}}
        {"commitInfo":{"operation":"CLUSTER BY","operationParameters":{"by":["id"]}}}
        """);

    // Then
    assertThat(table.change(1)).hasValue(change(1, "CLUSTER BY", List.of()));
  }

  @Test
  void tellsTheDefinitionWithItsColumns() {
    // When
    TableChange change = table.change(0).orElseThrow();

    // Then
    assertThat(change.operation()).isEqualTo("CREATE TABLE");
    assertThat(change.definition())
        .hasValueSatisfying(
            definition -> {
              assertThat(definition.tableId()).isEqualTo(table.snapshot().tableId());
              assertThat(definition.partitionColumns()).containsExactly("country");
              assertThat(definition.schema(table.path())).isEqualTo(table.schema());
            });
  }

  @Test
  void refusesWhatNeedsANewerReader() throws IOException {
    // Given
    write(
        1,
        """
        {"protocol":{"minReaderVersion":3,"minWriterVersion":7,\
        "readerFeatures":["deletionVectors","columnMapping"],"writerFeatures":["deletionVectors"]}}
        """);
    write(2, "{\"protocol\":{\"minReaderVersion\":2,\"minWriterVersion\":5}}");
    write(
        3,
        """
        {"add":{"path":"a","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true,\
        "deletionVector":{"storageType":"u"}}}
        """);

    // When / Then
    assertThatThrownBy(() -> table.change(1))
        .isInstanceOf(UserException.class)
        .hasMessage(
            folder
                + ": version 1 can't be read: it needs Delta reader version 3 for [deletionVectors,"
                + " columnMapping], and Tidemark has version 1; copy the table into one without"
                + " that feature");
    assertThatThrownBy(() -> table.change(2))
        .hasMessage(
            folder
                + ": version 2 can't be read: it needs Delta reader version 2, and Tidemark has"
                + " version 1; copy the table into one without that feature");
    assertThatThrownBy(() -> table.change(3))
        .hasMessage(
            folder
                + ": version 3 can't be read: it has a file with a deletion vector; copy the table"
                + " into one without that feature");
  }

  @Test
  void aDamagedCommitIsTheUsersError() throws IOException {
    // Given
    write(1, "{\"add\":{\"path\":\"a");
    write(2, "3");

    // When / Then
    assertThatThrownBy(() -> table.change(1))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(folder + ": version 1 of the table's log is damaged: Unexpected");
    assertThatThrownBy(() -> table.change(2))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("version 2 of the table's log is damaged: line 1 has no action");
  }

  @Test
  void knowsWhichVersionsTheLogHas() throws IOException {
    // Given
    write(1, "{}");
    write(4, "{}");

    // When / Then
    assertThat(table.change(2)).isEmpty();
    assertThat(table.firstChange(1)).hasValue(1);
    assertThat(table.firstChange(2)).hasValue(4);
    assertThat(table.firstChange(5)).isEmpty();
  }

  private static TableChange change(long version, String operation, List<String> removes) {
    return new TableChange(version, operation, List.of(), removes, Optional.empty());
  }

  private void write(long version, String actions) throws IOException {
    Files.writeString(folder.resolve("_delta_log/%020d.json".formatted(version)), actions);
  }
}
