package io.tidemark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlWritesTest {

  @TempDir private Path warehouse;

  @Test
  void createsAndFillsTheTableOfTheNotebook() {
    run(
        """
        CREATE TABLE workspace.`my-schema`.myTable(
          color STRING,
          event_date TIMESTAMP
        )
        """);
    Rows inserted =
        run(
            """
            INSERT INTO workspace.`my-schema`.myTable VALUES
            ('red',   TIMESTAMP('2025-06-22 10:04:45'));
            """);

    assertThat(inserted.names()).containsExactly("num_inserted_rows", "version");
    assertThat(inserted.values()).containsExactly(List.of(1L, 1L));
    assertThat(run("SELECT * FROM workspace.`my-schema`.myTable").values())
        .containsExactly(List.of("red", Instant.parse("2025-06-22T10:04:45Z")));
    assertThat(run("SELECT color FROM `my-schema`.myTable").values())
        .containsExactly(List.of("red"));
    try (DeltaTable table = open("my-schema/myTable")) {
      assertThat(table.schema())
          .isEqualTo(StructType.fromDdl("color STRING, event_date TIMESTAMP"));
      assertThat(table.snapshot().files())
          .singleElement()
          .satisfies(
              file ->
                  assertThat(file.statistics())
                      .contains("\"numRecords\":1", "2025-06-22T10:04:45", "red"));
    }
  }

  @Test
  void keepsEachTypeExactly() {
    String columns =
        "s STRING, b BOOLEAN, i INT, l BIGINT, d DOUBLE, c DECIMAL(10,2), t TIMESTAMP, dt DATE,"
            + " bin BINARY, a ARRAY<STRUCT<x: INT, y: ARRAY<TIMESTAMP>>>, m MAP<STRING, BIGINT>";
    run("CREATE TABLE types (" + columns + ") USING DELTA");

    run(
        "INSERT INTO types SELECT 'é', true, 1, 2, 2.5, 12.3, TIMESTAMP '2025-06-22"
            + " 10:04:45.123456', DATE('2025-06-22'), 'ab'::BLOB,"
            + " [{'x': 1, 'y': [TIMESTAMP('2025-01-01 00:00:00'), NULL]}, NULL], MAP {'k': 5}");
    run("INSERT INTO types (i) VALUES (NULL)");

    assertThat(open("types").schema()).isEqualTo(StructType.fromDdl(columns));
    List<List<Object>> rows = run("SELECT * FROM types ORDER BY i NULLS LAST").values();
    assertThat(rows.get(0).subList(0, 8))
        .containsExactly(
            "é",
            true,
            1,
            2L,
            2.5,
            new BigDecimal("12.30"),
            Instant.parse("2025-06-22T10:04:45.123456Z"),
            LocalDate.of(2025, 6, 22));
    assertThat(rows.get(0).get(8)).isEqualTo("ab".getBytes(StandardCharsets.UTF_8));
    assertThat(rows.get(0).get(9))
        .isEqualTo(
            Arrays.asList(
                Map.of("x", 1, "y", Arrays.asList(Instant.parse("2025-01-01T00:00:00Z"), null)),
                null));
    assertThat(rows.get(0).get(10)).isEqualTo(Map.of("k", 5L));
    assertThat(rows.get(1)).containsOnlyNulls();
  }

  @Test
  void makesOneCommitOfAnInsertWhichTheHistoryShows() {
    run("CREATE TABLE t (id BIGINT, day DATE) PARTITIONED BY (day)");
    run("INSERT INTO t SELECT range, DATE '2025-01-01' + (range % 3)::INT FROM range(100000)");
    run("INSERT INTO t SELECT id + 100000, day FROM t");
    run("INSERT INTO t SELECT * FROM t WHERE false");

    assertThat(run("SELECT count(*), count(DISTINCT id), count(DISTINCT day) FROM t").values())
        .containsExactly(List.of(200000L, 200000L, 3L));
    assertThat(run("DESCRIBE HISTORY t").values())
        .extracting(row -> row.get(0) + " " + row.get(2))
        .containsExactly("2 WRITE", "1 WRITE", "0 CREATE TABLE");
    assertThat(open("t").snapshot().files())
        .extracting(f -> f.partitionValues().get("day"))
        .containsOnly("2025-01-01", "2025-01-02", "2025-01-03");
  }

  @Test
  void createsATableByItsPath() {
    Path folder = warehouse.resolve("elsewhere/my table");

    run("CREATE TABLE delta.`" + folder + "` (id INT NOT NULL)");
    run("CREATE TABLE IF NOT EXISTS delta.`" + folder + "` (other STRING)");
    run("INSERT INTO delta.`" + folder + "` VALUES (7)");

    assertThat(run("SELECT * FROM delta.`" + folder + "`").values()).containsExactly(List.of(7));
  }

  @Test
  void commitsNothingOfAnInsertThatFails() {
    run("CREATE TABLE t (id INT NOT NULL, name STRING)");

    assertProblem("INSERT INTO t VALUES (1, 'a'), (NULL, 'b')")
        .hasMessageContaining("NOT NULL constraint failed");
    assertProblem("INSERT INTO t VALUES (1, 'a', 2)").hasMessageContaining("3 values");
    assertProblem("INSERT INTO t VALUES ('x', 'a')").hasMessageContaining("'x'");
    assertProblem("INSERT INTO t (id, nam) VALUES (1, 'a')").hasMessageContaining("nam");

    assertThat(open("t").version()).isZero();
  }

  @Test
  void saysWhatIsWrongWithAStatement() {
    run("CREATE TABLE colors (color STRING)");

    assertProblem("CREATE TABLE colors (color STRING)")
        .hasMessageContaining("table 'colors' is there already");
    assertProblem("CREATE TABLE t (a STRNG)").hasMessageContaining("did you mean 'STRING'");
    assertProblem("CREATE TABLE t")
        .hasMessage("query, character 15: expected (columns), or AS SELECT …, found the end");
    assertProblem("CREATE TABLE t (a INT) PARTITIONED BY (b)")
        .hasMessageContaining("can't be partitioned by 'b'");
    assertProblem("INSERT INTO color VALUES ('red')").hasMessageContaining("did you mean 'colors'");
    assertProblem("INSERT INTO colors VALUES (").hasMessageContaining("syntax error");
  }

  @Test
  void makesATableOfAQuerysRowsInOneCommit() {
    run("CREATE TABLE t (id INT, color STRING)");
    run("INSERT INTO t VALUES (1, 'red'), (2, 'red'), (3, 'blue')");

    Rows created =
        run(
            "CREATE TABLE counts USING DELTA PARTITIONED BY (color)"
                + " AS SELECT color, count(*) AS n, sum(id) AS ids FROM t GROUP BY color");

    assertThat(created.values()).containsExactly(List.of(path("counts"), 0L, 2L));
    assertThat(run("SELECT color, n FROM counts ORDER BY n").values())
        .containsExactly(List.of("blue", 1L), List.of("red", 2L));
    assertThat(open("counts").schema())
        .isEqualTo(StructType.fromDdl("color STRING, n BIGINT, ids DECIMAL(38,0)"));
    assertThat(open("counts").snapshot().partitionColumns()).containsExactly("color");
  }

  @Test
  void takesTheNextLargerTypeWhereTablesHaveNone() {
    run(
        "CREATE TABLE t AS SELECT 1::TINYINT AS a, 2::UINTEGER AS b, 3::UBIGINT AS c, 4.5::FLOAT"
            + " AS d, uuid() AS e, TIMESTAMP '2025-01-01 00:00:00' AS f, {'x': [1, 2], 'y':"
            + " MAP {'k': 1.5}} AS g, [1, 2]::INT[2] AS h, 'a'::ENUM('a', 'b') AS i");

    assertThat(open("t").schema().columnsDdl())
        .isEqualTo(
            "a INT, b BIGINT, c DECIMAL(20,0), d DOUBLE, e STRING, f TIMESTAMP, g STRUCT<x:"
                + " ARRAY<INT>, y: MAP<STRING, DECIMAL(2,1)>>, h ARRAY<INT>, i STRING");
    assertThat(run("SELECT a, b, c, d, f, h, i FROM t").values())
        .containsExactly(
            List.of(
                1,
                2L,
                new BigDecimal("3"),
                4.5,
                Instant.parse("2025-01-01T00:00:00Z"),
                List.of(1, 2),
                "a"));
  }

  @Test
  void namesEachColumnThatATableCannotHave() {
    assertProblem("CREATE TABLE t AS SELECT NULL AS n, INTERVAL 1 DAY AS i")
        .hasMessage(
            """
            query: n: it is always null, so it has no type; CAST(NULL AS VARCHAR)
            query: i: tables have no type INTERVAL; cast it, to VARCHAR for one""");
    assertProblem("CREATE TABLE t AS SELECT count(*), {'y z': 1} AS s")
        .hasMessage(
            """
            query: a column of a table can't be named 'count_star()'; give it a name without blanks and signs: … AS name
            query: a column of a table can't be named 'y z'; give it a name without blanks and signs: … AS name""");
    assertProblem("CREATE TABLE t (`a b` INT)").hasMessageContaining("can't be named 'a b'");

    assertThat(warehouse.resolve("t")).doesNotExist();
  }

  @Test
  void leavesNothingOfATableWhoseQueryFails() {
    assertProblem("CREATE TABLE t AS SELECT CAST(x AS INT) AS x FROM (VALUES ('1'), ('a')) v(x)")
        .hasMessageStartingWith("query, character 26: could not convert string 'a' to INT32");

    assertThat(warehouse.resolve("t/_delta_log/00000000000000000000.json")).doesNotExist();
    run("CREATE TABLE t AS SELECT 1 AS x");
  }

  @Test
  void insertsByNameAndLeavesColumnsOut() {
    run("CREATE TABLE t (id INT, name STRING, at DATE)");

    run("INSERT INTO t BY NAME SELECT 'a' AS name, 1 AS id");
    run("INSERT INTO TABLE t (`name`, ID) SELECT 'b', 2");

    assertThat(run("SELECT * FROM t ORDER BY id").values())
        .containsExactly(Arrays.asList(1, "a", null), Arrays.asList(2, "b", null));
  }

  @Test
  void findsATableWhateverTheCaseOfItsName() {
    run("CREATE TABLE `My-Schema`.myTable (id INT)");

    run("INSERT INTO `my-schema`.MYTABLE VALUES (1)");

    assertThat(run("SELECT m.id FROM `MY-SCHEMA`.mytable m, `my-schema`.MyTable").values())
        .containsExactly(List.of(1));
    assertProblem("CREATE TABLE `my-schema`.mytable (id INT)")
        .hasMessageContaining("there already");
  }

  @Test
  void writesNothingButTables() {
    run("CREATE TABLE t (x STRING)");

    assertProblem("INSERT INTO t SELECT content FROM read_text('/etc/hostname')")
        .hasMessageContaining("nothing else");
    assertProblem("INSERT INTO `..`.t VALUES ('x')").hasMessageContaining("is no name of a table");
    assertProblem("CREATE TABLE `../t` (x STRING)").hasMessageContaining("is no name of a table");
    assertProblem("INSERT INTO t SELECT 'x'; DROP TABLE t").hasMessageContaining("isn't possible");
  }

  @Test
  void describesATable() {
    run("CREATE TABLE t (id INT NOT NULL, a ARRAY<STRUCT<x: INT>>, day DATE) PARTITIONED BY (day)");

    Rows columns = run("DESCRIBE t");

    assertThat(columns.names()).containsExactly("col_name", "data_type", "nullable", "partition");
    assertThat(columns.values())
        .containsExactly(
            Arrays.asList("id", "INT", false, null),
            Arrays.asList("a", "ARRAY<STRUCT<x: INT>>", true, null),
            Arrays.asList("day", "DATE", true, 1L));
    assertThat(run("DESC TABLE t").values()).isEqualTo(columns.values());
    assertThat(run("DESCRIBE SELECT 1 AS a").values().get(0)).contains("a", "INTEGER");
    assertThat(run("DESCRIBE DETAIL t").values().get(0)).contains(path("t"), 0L, List.of("day"));
  }

  @Test
  void readsOlderVersions() {
    run("CREATE TABLE t (id INT)");
    run("INSERT INTO t VALUES (1)");
    run("INSERT INTO t VALUES (2)");
    Instant second = open("t").history(2).get(1).at();

    assertThat(run("SELECT count(*) FROM t VERSION AS OF 0").values()).containsExactly(List.of(0L));
    assertThat(run("SELECT t.id FROM t VERSION AS OF 1").values()).containsExactly(List.of(1));
    assertThat(
            run("SELECT new.id FROM t AS new ANTI JOIN t VERSION AS OF 1 old USING (id)").values())
        .containsExactly(List.of(2));
    assertThat(
            run("SELECT (SELECT max(id) FROM t VERSION AS OF 1 AS o WHERE o.id > 0), max(id) FROM t")
                .values())
        .containsExactly(List.of(1, 2));
    assertThat(run("SELECT id FROM t TIMESTAMP AS OF '" + second + "'").values())
        .containsExactly(List.of(1));
    assertThat(run("SELECT count(*) FROM t TIMESTAMP AS OF '2999-01-01 00:00:00'").values())
        .containsExactly(List.of(2L));
    run("INSERT INTO t SELECT id + 10 FROM delta.`" + path("t") + "` VERSION AS OF 2");
    assertThat(run("SELECT id FROM t ORDER BY id").values())
        .containsExactly(List.of(1), List.of(2), List.of(11), List.of(12));
  }

  @Test
  void saysWhichVersionsThereAre() {
    run("CREATE TABLE t (id INT)");

    assertProblem("SELECT * FROM t VERSION AS OF 7")
        .hasMessage(
            "query: the table has no version 7 yet; the newest is 0; DESCRIBE HISTORY shows all");
    assertProblem("SELECT * FROM t TIMESTAMP AS OF 'yesterday'")
        .hasMessageContaining("'yesterday' is no version of a table")
        .hasMessageContaining("TIMESTAMP AS OF '2025-06-22 10:00:00'");
    assertProblem("SELECT * FROM t TIMESTAMP AS OF '2001-01-01'").hasMessageContaining(path("t"));
    assertProblem("SELECT nam FROM t VERSION AS OF 0 WHERE id = 1")
        .hasMessageStartingWith("query, character 8: ");
  }

  @Test
  void makesLargeFilesOfSmallOnesAndVacuumsThem() {
    // Given
    run("CREATE TABLE t (id INT)");
    for (int i = 0; i < 5; i++) {
      run("INSERT INTO t VALUES (" + i + ")");
    }

    // When
    Rows optimized = run("OPTIMIZE t");

    // Then
    assertThat(optimized.values().get(0).subList(0, 2)).containsExactly(5L, 1L);
    assertThat(run("SELECT sum(id) FROM t").values().get(0).get(0)).hasToString("10");
    assertThat(run("VACUUM t").values()).containsExactly(List.of(0L, 0L));
    assertProblem("VACUUM t RETAIN 0 HOURS")
        .hasMessageContaining("a retention of 0 hours is less than 168")
        .hasMessageContaining("--allow-short-retention");
    Rows rows = new Rows();
    try (SqlSession session = SqlSession.open(warehouse, EnumSet.of(Permission.SHORT_RETENTION))) {
      session.query("VACUUM t RETAIN 0 HOURS DRY RUN", rows);
      session.query("VACUUM t RETAIN 0 HOURS", rows);
    }
    assertThat(rows.values()).hasSize(6).last().satisfies(r -> assertThat(r.get(0)).isEqualTo(5L));
    assertThat(run("SELECT sum(id) FROM t").values().get(0).get(0)).hasToString("10");
    assertProblem("SELECT * FROM t VERSION AS OF 3")
        .hasMessageContaining("version 3 has the data file")
        .hasMessageContaining("VACUUM may have deleted it");
  }

  @Test
  void writesAParquetFileOfAQuery() {
    run("CREATE TABLE t (id INT, at TIMESTAMP)");
    run("INSERT INTO t VALUES (1, TIMESTAMP('2025-06-22 10:04:45'))");
    Path file = warehouse.resolve("out/it's.parquet");
    assertThat(file.getParent().toFile().mkdirs()).isTrue();

    Rows back = new Rows();
    try (SqlSession session = SqlSession.open(warehouse, EnumSet.of(Permission.FILES))) {
      session.export(SqlText.query("SELECT * FROM t -- all"), file);
      session.query(
          "SELECT * FROM read_parquet('%s')".formatted(file).replace("it's", "it''s"), back);
    }

    assertThat(back.values()).containsExactly(List.of(1, Instant.parse("2025-06-22T10:04:45Z")));
    try (SqlSession session = SqlSession.open(warehouse)) {
      session.export(SqlText.query("SELECT 1 AS x"), file);
      assertThatThrownBy(
              () -> session.export(SqlText.query("SELECT id FROM t WHERE error('no')"), file))
          .isInstanceOf(UserException.class);
      assertThatThrownBy(() -> session.export(SqlText.query("DESCRIBE t"), file))
          .hasMessageContaining("only the rows of a query can be written to a Parquet file");
    }
    assertThat(file.getParent()).isDirectoryContaining(f -> f.equals(file));
    assertThat(file.getParent().toFile().list()).hasSize(1);
  }

  private String path(String name) {
    return warehouse.resolve(name).toString();
  }

  private DeltaTable open(String name) {
    return DeltaTable.open(warehouse.resolve(name).toString());
  }

  private Rows run(String sql) {
    Rows rows = new Rows();
    try (SqlSession session = SqlSession.open(warehouse)) {
      session.query(sql, rows);
    }
    return rows;
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertProblem(String sql) {
    return assertThatThrownBy(() -> run(sql)).isInstanceOf(UserException.class);
  }
}
