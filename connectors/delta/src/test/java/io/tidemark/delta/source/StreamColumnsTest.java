package io.tidemark.delta.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.delta.source.parquet.PartitionColumns;
import io.tidemark.delta.table.DataFile;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which columns are published, and what becomes of a table whose columns change. */
class StreamColumnsTest {

  private static final String DDL = "id BIGINT, name STRING";
  private static final String WIDER = "id BIGINT, note STRING, name STRING";

  @TempDir Path folder;
  private TestTable table;
  private SourceRun run;

  @BeforeEach
  void createTable() {
    table = TestTable.create(folder.resolve("table"), DDL);
    run = new SourceRun(table.path());
  }

  @Test
  void publishesTheDeclaredColumnsInTheirOrder() {
    // Given
    table.append(Row.of(1L, "one"));

    // When
    run.with("table.schema", "name STRING, id BIGINT").runBounded();

    // Then
    assertThat(run.rows("name STRING, id BIGINT")).containsExactly(Row.of("one", 1L));
  }

  @Test
  void publishesADeclaredPartOfAStruct() {
    // Given
    TestTable nested =
        TestTable.create(folder.resolve("nested"), "s STRUCT<a: INT, b: STRUCT<c: INT, d: INT>>");
    nested.append(Row.of(Row.of(1, Row.of(2, 3))));
    SourceRun part = new SourceRun(nested.path());

    // When
    part.with("table.schema", "s STRUCT<b: STRUCT<d: INT>>").runBounded();

    // Then
    assertThat(part.rows("s STRUCT<b: STRUCT<d: INT>>")).containsExactly(Row.of(Row.of(Row.of(3))));
  }

  @Test
  void refusesDeclaredColumnsThatTheTableDoesNotHaveNamingEach() {
    // Given
    run.with("table.schema", "id INT, nmae STRING, name STRING NOT NULL, far STRUCT<x: INT>");

    // When / Then
    assertProblem(
        run::start,
        """
        T: column id is BIGINT in the table, and is read as INT; mend table.schema
        T: column nmae is not among the table's columns [id, name]; did you mean 'name'?
        T: column name may be null in the table, and is read as NOT NULL; mend table.schema
        T: column far is not among the table's columns [id, name]; mend table.schema""");
  }

  @Test
  void takesOverColumnsThatAreAdded() {
    // Given
    table.append(Row.of(1L, "one"));
    run.start().drain();
    StructType wider = StructType.fromDdl(WIDER);

    // When
    List<DataFile> file = table.write(wider, Row.of(2L, "new", "two"));
    table.redefine("ADD COLUMNS", wider);
    table.append(file);
    table.append(Row.of(3L, null, "three"));
    run.drain();

    // Then
    assertThat(SourceRun.rows(run.committed().subList(0, 1), DDL))
        .containsExactly(Row.of(1L, "one"));
    assertThat(SourceRun.rows(run.committed().subList(1, run.committed().size()), WIDER))
        .containsExactly(Row.of(2L, "new", "two"), Row.of(3L, null, "three"));
  }

  @Test
  void filesFromBeforeAColumnWasAddedHaveNullInIt() {
    // Given
    table.append(Row.of(1L, "one"));
    table.redefine("ADD COLUMNS", StructType.fromDdl(WIDER));
    table.append(Row.of(2L, "new", "two"));

    // When
    run.with("starting.version", 0).runBounded();
    SourceRun snapshot = new SourceRun(table.path());
    snapshot.runBounded();

    // Then
    Row[] rows = {Row.of(1L, null, "one"), Row.of(2L, "new", "two")};
    assertThat(run.rows(WIDER)).containsExactly(rows);
    assertThat(snapshot.rows(WIDER)).containsExactly(rows);
  }

  @Test
  void withDeclaredColumnsAddedOnesAreLeftOut() {
    // Given
    run.with("table.schema", DDL).start().drain();

    // When
    table.redefine("ADD COLUMNS", StructType.fromDdl(WIDER));
    table.append(Row.of(2L, "new", "two"));
    run.drain();

    // Then
    assertThat(run.rows(DDL)).containsExactly(Row.of(2L, "two"));
  }

  @Test
  void aChangedTypeStopsItAndARestartReadsOn() {
    // Given
    table.append(Row.of(1L, "one"));
    run.start().drain();
    StructType changed = StructType.fromDdl("id BIGINT, name INT");
    table.redefine("CHANGE COLUMN", changed);
    table.append(table.write(changed, Row.of(2L, 22)));

    // When / Then
    assertProblem(
        run::poll,
        "T: version 2: column name is INT in the table, and is read as STRING; start again to go on"
            + " with the table's new columns, once the topic's readers have them");
    run.stop();
    run.start().drain();
    assertThat(
            SourceRun.rows(
                run.committed().subList(1, run.committed().size()), "id BIGINT, name INT"))
        .containsExactly(Row.of(2L, 22));
  }

  @Test
  void aDroppedColumnStopsItUnlessItIsNotPublished() {
    // Given
    SourceRun declared = new SourceRun(table.path()).with("table.schema", "name STRING").start();
    SourceRun other = new SourceRun(table.path()).with("table.schema", "id BIGINT").start();
    table.append(Row.of(1L, "one"));
    run.start().drain();
    declared.drain();
    other.drain();
    StructType narrower = StructType.fromDdl("id BIGINT");
    table.redefine("DROP COLUMNS", narrower);
    table.append(Row.of(2L));

    // When / Then
    assertProblem(
        run::poll,
        "T: version 2: column name is not among the table's columns [id]; start again to go on with"
            + " the table's new columns, once the topic's readers have them");
    assertProblem(
        declared::poll,
        "T: version 2: column name is not among the table's columns [id]; mend table.schema, then"
            + " start again");
    other.drain();
    assertThat(other.rows("id BIGINT")).containsExactly(Row.of(1L), Row.of(2L));
  }

  @Test
  void aVersionThatHadOtherTypesThanTheTableHasNowIsRefused() {
    // Given
    table.append(Row.of(1L, "one"));
    StructType changed = StructType.fromDdl("id BIGINT, name INT");
    table.redefine("CHANGE COLUMN", changed);
    table.append(table.write(changed, Row.of(2L, 22)));

    // When / Then
    run.with("starting.version", 0).start();
    assertProblem(
        run::poll,
        "T: version 0: column name is STRING in the table, and is read as INT; begin anew under"
            + " another source.name, at a later starting.version");
  }

  @Test
  void anOverwriteWithOtherColumnsIsARewriteFirst() {
    // Given
    DataFile old = table.append(Row.of(1L, "one")).get(0);
    run.start().drain();
    StructType other = StructType.fromDdl("key INT");
    DataFile fresh = table.write(other, Row.of(7)).get(0);
    table.redefine("WRITE", other, table.remove(old, true), table.add(fresh, true));

    // When / Then
    assertThatThrownBy(run::poll).hasMessageContaining(": version 2 (WRITE) rewrote rows: ");
    run.stop();
    run.with("ignore.changes", true).start().drain();
    assertThat(SourceRun.rows(run.committed().subList(1, 2), "key INT")).containsExactly(Row.of(7));
  }

  @Test
  void propertiesOfTheTableMayChange() {
    // Given
    run.start().drain();

    // When
    table.redefine("SET TBLPROPERTIES", StructType.fromDdl(DDL));
    table.append(Row.of(1L, "one"));
    run.drain();

    // Then
    assertThat(run.rows(DDL)).containsExactly(Row.of(1L, "one"));
  }

  @Test
  void partitionValuesComeFromTheLog() {
    // Given
    TestTable sales =
        TestTable.create(
            folder.resolve("sales"), "id BIGINT, country STRING, day DATE", "country", "day");
    sales.append(Row.of(1L, "D E/%", 0), Row.of(2L, null, null), Row.of(3L, "FR", 1));
    SourceRun partitioned = new SourceRun(sales.path());

    // When
    partitioned.runBounded();

    // Then
    assertThat(partitioned.rows("id BIGINT, country STRING, day DATE"))
        .containsExactlyInAnyOrder(
            Row.of(1L, "D E/%", 0), Row.of(2L, null, null), Row.of(3L, "FR", 1));
  }

  @Test
  void readsPartitionValuesOfEveryTypeAsAnyEngineWritesThem() {
    // Given
    StructType schema =
        StructType.fromDdl(
            "s STRING, b BOOLEAN, i INT, l BIGINT, d DOUBLE, m DECIMAL(9,2), t TIMESTAMP,"
                + " u TIMESTAMP, day DATE, raw BINARY, nothing INT, empty STRING");
    Map<String, String> values = new LinkedHashMap<>();
    values.put("s", "=% ü");
    values.put("b", "true");
    values.put("i", "-1");
    values.put("l", "4294967296");
    values.put("d", "-Infinity");
    values.put("m", "1.5");
    values.put("t", "1970-01-01 00:00:01.000002");
    values.put("u", "1970-01-01T00:00:01.000002Z");
    values.put("day", "1970-01-02");
    values.put("raw", "\u0001ü");
    values.put("nothing", null);
    values.put("empty", "");

    // When
    Map<String, Object> read = PartitionColumns.of(new DataFile("f", values, 1, 1, null), schema);

    // Then
    assertThat(read.values().toArray())
        .usingRecursiveComparison()
        .isEqualTo(
            Arrays.asList(
                    "=% ü",
                    true,
                    -1,
                    4_294_967_296L,
                    Double.NEGATIVE_INFINITY,
                    new BigDecimal("1.50"),
                    1_000_002L,
                    1_000_002L,
                    1,
                    "\u0001ü".getBytes(StandardCharsets.UTF_8),
                    null,
                    null)
                .toArray());
  }

  @Test
  void aPartitionValueOfAnotherTypeIsRefused() {
    // Given
    TestTable parts = TestTable.create(folder.resolve("parts"), "id BIGINT, p INT", "p");
    DataFile file = parts.write(Row.of(1L, 1)).get(0);
    DataFile wrong =
        new DataFile(file.path(), Collections.singletonMap("p", "one"), file.sizeBytes(), 1, null);
    parts.append(List.of(wrong));

    // When / Then
    assertThatThrownBy(new SourceRun(parts.path()).start()::poll)
        .hasMessage(
            parts.path()
                + ": version 1: file "
                + parts.name(file)
                + ": partition column p: 'one' is no INT; have the table's writer mend it");
  }

  private void assertProblem(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(ConnectException.class)
        .hasMessage(message.replaceAll("(?m)^T:", table.path() + ":"))
        .hasCauseInstanceOf(UserException.class);
  }
}
