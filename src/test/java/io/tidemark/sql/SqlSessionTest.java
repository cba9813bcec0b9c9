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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

    assertProblem("SELECT * FROM `..`.secret").hasMessageContaining("no table '...secret'");
    assertProblem("SELECT * FROM `../secret`").hasMessageContaining("no table '../secret'");
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
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES (1)",
        "CREATE TABLE t2 (id INT)",
        "DROP TABLE t",
        "COPY (SELECT 1) TO 'out.csv'",
        "ATTACH 'x.db'",
        "SET enable_external_access = true",
        "PRAGMA database_list",
        "INSTALL httpfs",
        "LOAD httpfs",
        "EXPORT DATABASE 'x'",
      })
  void refusesWhatIsNotAQuery(String sql) {
    new TestTable(warehouse.resolve("t"), "id INT");

    assertProblem(sql).hasMessageStartingWith("query: only statements that read can be run");
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
      })
  void readsNoFileThatIsNotATables(String sql) throws IOException {
    // Given
    Path file = Files.writeString(warehouse.resolve("secret.txt"), "do not tell");
    new TestTable(warehouse.resolve("t"), "id INT").append("SELECT 1::INT AS id");

    // When, Then
    assertProblem(sql.formatted(file))
        .hasMessageContaining("a query reads tables and nothing else");
  }

  @Test
  void readsNoFileByItsNameAlone() throws IOException {
    Path file = Files.writeString(warehouse.resolve("secret.csv"), "do not tell");

    assertProblem("SELECT * FROM '%s'".formatted(file)).hasMessageContaining("no table");
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
