package io.tidemark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSessionTest {

  @TempDir private Path warehouse;

  @Test
  void readsATableByItsFolder() {
    // Given
    Path folder = warehouse.resolve("my orders");
    new TestTable(folder, "id INT, name STRING").append("SELECT 1::INT AS id, 'a' AS name");

    // When
    Rows rows = query("SELECT name, id FROM delta.`" + folder + "`");

    // Then
    assertThat(rows.names()).containsExactly("name", "id");
    assertThat(rows.values()).containsExactly(List.of("a", 1));
  }

  @Test
  void readsTablesByNameInTheWarehouseAndJoinsThem() {
    new TestTable(warehouse.resolve("orders"), "id INT")
        .append("SELECT unnest([1,2,3])::INT AS id");
    new TestTable(warehouse.resolve("my-schema/myTable"), "id INT, x STRING")
        .append("SELECT 2::INT AS id, 'two' AS x");

    Rows rows = query("SELECT o.id, t.x FROM orders o JOIN `my-schema`.myTable t ON o.id = t.id");

    assertThat(rows.values()).containsExactly(List.of(2, "two"));
  }

  @Test
  void givesEachTypeItsValue() {
    // Given
    new TestTable(
            warehouse.resolve("types"),
            "s STRING, b BOOLEAN, i INT, l BIGINT, d DOUBLE, c DECIMAL(10,2), t TIMESTAMP,"
                + " dt DATE, bin BINARY, a ARRAY<INT>, st STRUCT<x: INT, y: ARRAY<TIMESTAMP>>,"
                + " m MAP<STRING, BIGINT>")
        .append(
            "SELECT 'é' AS s, true AS b, 1::INT AS i, 2::BIGINT AS l, 2.5::DOUBLE AS d,"
                + " 12.30::DECIMAL(10,2) AS c, TIMESTAMPTZ '2025-06-22 10:04:45.123456+02' AS t,"
                + " DATE '2025-06-22' AS dt, 'ab'::BLOB AS bin, [1, NULL]::INT[] AS a,"
                + " {'x': 1, 'y': [TIMESTAMPTZ '2025-01-01 00:00:00+00']} AS st,"
                + " MAP {'k': 5::BIGINT} AS m");

    // When
    List<@Nullable Object> row = query("SELECT * FROM types").values().get(0);

    // Then
    assertThat(row.subList(0, 8))
        .containsExactly(
            "é",
            true,
            1,
            2L,
            2.5,
            new BigDecimal("12.30"),
            Instant.parse("2025-06-22T08:04:45.123456Z"),
            LocalDate.of(2025, 6, 22));
    assertThat(row.get(8)).isEqualTo("ab".getBytes(StandardCharsets.UTF_8));
    assertThat(row.get(9)).isEqualTo(Arrays.asList(1, null));
    assertThat(row.get(10))
        .isEqualTo(Map.of("x", 1, "y", List.of(Instant.parse("2025-01-01T00:00:00Z"))));
    assertThat(row.get(11)).isEqualTo(Map.of("k", 5L));
  }

  @Test
  void givesNullOfEachType() {
    new TestTable(warehouse.resolve("t"), "s STRING, a ARRAY<INT>, m MAP<STRING, INT>, t TIMESTAMP")
        .append(
            "SELECT NULL::VARCHAR AS s, NULL::INT[] AS a, NULL::MAP(VARCHAR, INT) AS m,"
                + " NULL::TIMESTAMPTZ AS t");

    assertThat(query("SELECT * FROM t").values())
        .containsExactly(Arrays.asList(null, null, null, null));
  }

  @Test
  void takesPartitionColumnsFromTheLogAndNotFromTheFiles() {
    // Given
    TestTable table =
        new TestTable(warehouse.resolve("t"), "id INT, country STRING, day DATE", "country", "day");
    Map<String, @Nullable String> unknown = new HashMap<>();
    unknown.put("country", null);
    unknown.put("day", null);
    table
        .append("SELECT 1::INT AS id", Map.of("country", "Côte d'Ivoire", "day", "2025-06-22"))
        .append("SELECT 2::INT AS id", unknown);

    // When
    Rows rows = query("SELECT * FROM t ORDER BY id");

    // Then
    assertThat(rows.names()).containsExactly("id", "country", "day");
    assertThat(rows.values())
        .containsExactly(
            List.of(1, "Côte d'Ivoire", LocalDate.of(2025, 6, 22)), Arrays.asList(2, null, null));
  }

  @Test
  void givesNoRowsAndAllColumnsOfATableWithoutFiles() {
    new TestTable(warehouse.resolve("t"), "id INT, country STRING, m MAP<STRING, INT>", "country");

    Rows rows = query("SELECT * FROM t");

    assertThat(rows.names()).containsExactly("id", "country", "m");
    assertThat(rows.values()).isEmpty();
  }

  @Test
  void givesNullForAColumnThatAFileDoesNotHave() {
    new TestTable(warehouse.resolve("t"), "id INT, later STRING, never DOUBLE")
        .append("SELECT 1::INT AS id")
        .append("SELECT 2::INT AS id, 'x' AS later");

    assertThat(query("SELECT * FROM t ORDER BY id").values())
        .containsExactly(Arrays.asList(1, null, null), Arrays.asList(2, "x", null));
  }

  @Test
  void readsOnlyTheFilesOfTheNewestVersion() {
    TestTable table =
        new TestTable(warehouse.resolve("t"), "id INT")
            .append("SELECT 1::INT AS id")
            .append("SELECT 2::INT AS id");
    table.remove("part-0.parquet");

    assertThat(query("SELECT id FROM t").values()).containsExactly(List.of(2));
  }

  @Test
  void readsPathsWithCharactersOfGlobsAndQuotes() {
    Path folder = warehouse.resolve("it's [1] *?");
    new TestTable(folder, "id INT").append("SELECT 1::INT AS id");

    assertThat(query("SELECT id FROM delta.`" + folder + "`").values()).containsExactly(List.of(1));
  }

  @Test
  void leavesNamesDefinedByWithToTheQuery() {
    Rows rows = query("WITH orders AS (SELECT 1 AS x) SELECT count(*) FROM orders");

    assertThat(rows.values()).containsExactly(List.of(1L));
  }

  @Test
  void takesTheTimeOfNowAsSparkWritesItAndAsDuckDbDoes() {
    Rows rows =
        query(
            "SELECT current_timestamp() = current_timestamp, current_date() = current_date,"
                + " current_timestamp() > TIMESTAMP('2025-01-01')");

    assertThat(rows.values()).containsExactly(List.of(true, true, true));
  }

  @Test
  void listsTheTablesOfTheWarehouse() {
    new TestTable(warehouse.resolve("orders"), "id INT");
    new TestTable(warehouse.resolve("shop/customers"), "id INT");

    assertThat(query("SHOW TABLES").values())
        .containsExactly(List.of("orders"), List.of("shop.customers"));
  }

  @Test
  void sumsIntegersWithoutOverflow() {
    new TestTable(warehouse.resolve("t"), "n BIGINT")
        .append("SELECT unnest([9223372036854775807, 1])::BIGINT AS n");

    assertThat(query("SELECT sum(n) FROM t").values())
        .containsExactly(List.of(new BigInteger("9223372036854775808")));
  }

  @Test
  void namesTheNearestTableAndAllThatAreThere() {
    new TestTable(warehouse.resolve("orders"), "id INT");
    new TestTable(warehouse.resolve("lines"), "id INT");

    assertProblem("SELECT * FROM ordrs")
        .hasMessage(
            "query: no table 'ordrs' in %s; did you mean 'orders'? (there are lines, orders)"
                .formatted(warehouse));
    assertProblem("SELECT * FROM delta.`%s/ordrs`".formatted(warehouse))
        .hasMessage(
            "query: no Delta table at '%s/ordrs'; did you mean 'orders'? (there are lines, orders)"
                .formatted(warehouse));
  }

  @Test
  void saysSoWhenThereAreNoTables() {
    assertProblem("SELECT * FROM order_lines")
        .hasMessage(
            "query: no table 'order_lines' in %s; there are no tables".formatted(warehouse));
  }

  @Test
  void doesNotLeaveTheWarehouseByName() {
    new TestTable(warehouse.resolve("secret"), "id INT");
    warehouse = warehouse.resolve("inner");

    assertProblem("SELECT * FROM `..`.secret").hasMessageContaining("'..' is no name of a table");
    assertProblem("SELECT * FROM `../secret`").hasMessageContaining("'../secret' is no name");
  }

  @Test
  void saysWhereTheSyntaxIsWrong() {
    assertProblem("SELEC 1").hasMessage("query, character 1: syntax error at or near \"SELEC\"");
    assertProblem("SELECT 'é',\n  1 FORM t")
        .hasMessage("query, line 2, character 10: syntax error at or near \"t\"");
    assertProblem("SELECT * FROM `t").hasMessageStartingWith("query, character 15: ");
  }

  @Test
  void namesTheNearestColumn() {
    new TestTable(warehouse.resolve("t"), "revenue DOUBLE").append("SELECT 1.5::DOUBLE AS revenue");

    assertProblem("SELECT revenu FROM t")
        .hasMessageStartingWith("query, character 8: ")
        .hasMessageContaining("\"revenu\" not found")
        .hasMessageContaining("\"revenue\"");
  }

  @Test
  void tellsWhatFailedWhileRunning() {
    new TestTable(warehouse.resolve("t"), "name STRING").append("SELECT 'x' AS name");

    assertProblem("SELECT CAST(name AS INT) FROM t")
        .hasMessageStartingWith("query, character 8: could not convert string 'x' to INT32");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DROP TABLE t | DROP TABLE isn't possible here; delete its folder",
        "DELETE FROM t | DELETE isn't possible here; rows are added to tables, never changed",
        "UPDATE t SET id = 1 | UPDATE isn't possible here; rows are added",
        "MERGE INTO t USING t ON true | MERGE isn't possible here; rows are added",
        "TRUNCATE t | TRUNCATE isn't possible here; rows are added",
        "INSERT OVERWRITE t SELECT 1 | INSERT OVERWRITE isn't possible here; rows are added",
        "ALTER TABLE t ADD COLUMN x INT | ALTER isn't possible here; a pipeline that writes more",
        "CREATE OR REPLACE TABLE t (a INT) | give the new table another name",
        "CREATE VIEW v AS SELECT 1 | CREATE isn't possible here; CREATE TABLE makes a table",
        "CREATE SCHEMA s | a schema is a folder",
        "USE s | write the schema before the table's name",
        "COPY (SELECT 1) TO 'out.csv' | --allow-files allows COPY",
        "COPY t TO 'out.csv' | --allow-files allows COPY",
        "COPY t FROM 'in.csv' | INSERT INTO … SELECT * FROM read_csv",
        "ATTACH 'x.db' | ATTACH isn't possible here; SQL reaches Delta tables and nothing else",
        "DETACH x | nothing else",
        "INSTALL httpfs | nothing else",
        "LOAD httpfs | nothing else",
        "EXPORT DATABASE 'x' | nothing else",
        "IMPORT DATABASE 'x' | nothing else",
        "SET enable_external_access = true | SET isn't possible here; each statement runs for itself",
        "RESET enable_external_access | RESET isn't possible here",
        "PRAGMA database_list | PRAGMA isn't possible here",
        "BEGIN | each statement that writes is one commit by itself",
        "SHOW TABLES FROM x | expected the end, found 'FROM'",
      })
  void refusesWhatIsNotPossibleWithWhatToDo(String sql, String message) {
    new TestTable(warehouse.resolve("t"), "id INT");

    assertProblem(sql).hasMessageStartingWith("query").hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXPLAIN ATTACH 'x.db'",
        "(SELECT 1); SET lock_configuration = false",
        "SELECT 1; SET enable_external_access = true",
        "INSERT INTO t SELECT 1; COPY (SELECT 1) TO '%s'",
        "CREATE TABLE u AS SELECT 1 AS a; COPY (SELECT 1) TO '%s'",
        "CREATE TABLE u AS COPY (SELECT 1) TO '%s'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '%s'",
        "DESCRIBE (SELECT 1); COPY (SELECT 1) TO '%s'",
        "VALUES (1); COPY (SELECT 1) TO '%s'",
      })
  void runsNothingBehindAQuery(String sql) {
    new TestTable(warehouse.resolve("t"), "id INT");
    Path file = warehouse.resolve("out.csv");

    assertProblem(sql.formatted(file)).hasMessageStartingWith("query");

    assertThat(file).doesNotExist();
  }

  @Test
  void refusesNothingAndSeveralStatements() {
    assertProblem(" -- nothing").hasMessage("query: it is empty; give one SELECT");
    assertProblem("SELECT 1; SELECT 2").hasMessage("query: it has 2 statements; give one SELECT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_text('%s')",
        "SELECT * FROM read_csv('%s')",
        "SELECT * FROM read_blob('%s')",
        "SELECT * FROM glob('%s*')",
        "SELECT * FROM sniff_csv('%s')",
        "SELECT * FROM read_json_auto('%s')",
        "SELECT * FROM query('SELECT * FROM read_text(''%s'')')",
        "SELECT * FROM parquet_metadata('%s')",
        "SELECT * FROM t WHERE id IN (SELECT size FROM read_blob('%s'))",
        "WITH f AS (SELECT * FROM read_csv('%s')) SELECT * FROM f",
        "SELECT * FROM '%s'",
        "EXPLAIN ANALYZE SELECT * FROM read_text('%s')",
        "INSERT INTO t SELECT length(content) FROM read_text('%s')",
        "CREATE TABLE u AS SELECT * FROM read_text('%s')",
      })
  void readsNoFileThatIsNotATables(String sql) throws IOException {
    // Given
    Path file = Files.writeString(warehouse.resolve("secret.txt"), "do not tell");
    new TestTable(warehouse.resolve("t"), "id INT").append("SELECT 1::INT AS id");

    // When, Then
    assertProblem(sql.formatted(file))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .containsAnyOf("a query reads tables and nothing else", "is no name of a"));
    assertThat(warehouse.resolve("u")).doesNotExist();
  }

  @Test
  void readsAndWritesFilesWhereThatIsAllowed() throws IOException {
    // Given
    Path file = Files.writeString(warehouse.resolve("in.csv"), "id,name\n1,a\n2,b\n");
    Path copy = warehouse.resolve("out.csv");
    new TestTable(warehouse.resolve("t"), "id INT").append("SELECT 2::INT AS id");

    // When
    Rows joined = new Rows();
    try (SqlSession session = SqlSession.open(warehouse, EnumSet.of(Permission.FILES))) {
      session.query("SELECT name FROM read_csv('%s') JOIN t USING (id)".formatted(file), joined);
      session.query("SELECT name FROM '%s' WHERE id = 2".formatted(file), joined);
      session.query("COPY (SELECT id FROM t VERSION AS OF 1) TO '%s'".formatted(copy), new Rows());
    }

    // Then
    assertThat(joined.values()).containsExactly(List.of("b"), List.of("b"));
    assertThat(copy).content().isEqualTo("id\n2\n");
  }

  @Test
  void saysWhichFileOfATableIsMissing() throws IOException {
    new TestTable(warehouse.resolve("t"), "id INT").append("SELECT 1::INT AS id");
    Path file = warehouse.resolve("t/part-0.parquet");
    Files.delete(file);

    assertProblem("SELECT * FROM t")
        .hasMessage(
            "t: version 1 has the data file %s, which is not there; restore it from a copy; of an older version, VACUUM may have deleted it"
                .formatted(file));
  }

  @Test
  void saysWhatIsWrongWithATablesLog() throws IOException {
    TestTable table = new TestTable(warehouse.resolve("t"), "id INT");
    for (int i = 0; i < 10; i++) {
      table.append("SELECT 1::INT AS id");
    }
    table.settle();
    Path log = warehouse.resolve("t/_delta_log");
    Path checkpoint = log.resolve("00000000000000000010.checkpoint.parquet");
    Files.writeString(checkpoint, "this is no Parquet file");

    assertProblem("SELECT * FROM t")
        .hasMessageContaining("a checkpoint of the table's log is damaged")
        .hasMessageContaining("delete _delta_log/00000000000000000010.checkpoint.parquet");

    Files.delete(log.resolve("00000000000000000005.json"));

    assertProblem("INSERT INTO t VALUES (1)")
        .hasMessageContaining("version 5 is missing from the table's log");
  }

  @Test
  void saysWhichFileOfATableIsDamaged() throws IOException {
    new TestTable(warehouse.resolve("t"), "id INT").append("SELECT 1::INT AS id");
    Files.writeString(warehouse.resolve("t/part-0.parquet"), "not Parquet, but long enough");

    assertProblem("SELECT * FROM t").hasMessageContaining("part-0.parquet");
  }

  @Test
  void readsNoFileThatTheTableNoLongerHas() {
    TestTable table = new TestTable(warehouse.resolve("t"), "id INT").append("SELECT 1::INT AS id");
    table.remove("part-0.parquet");
    String removed = warehouse.resolve("t/part-0.parquet").toString();

    assertProblem("SELECT * FROM t, read_parquet('" + removed + "')")
        .hasMessageContaining("a query reads tables and nothing else");
  }

  private Rows query(String sql) {
    Rows rows = new Rows();
    try (SqlSession session = SqlSession.open(warehouse)) {
      session.query(sql, rows);
    }
    return rows;
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertProblem(String sql) {
    return assertThatThrownBy(() -> query(sql)).isInstanceOf(UserException.class);
  }
}
