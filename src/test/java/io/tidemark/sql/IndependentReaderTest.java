package io.tidemark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidemark.testing.KernelReader;
import io.tidemark.testing.KernelReader.KernelFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables that SQL makes, fills, compacts and cleans, as Delta Kernel reads them: data, schema,
 * partition values, checkpoints, and the statistics of every column against DuckDB's own over the
 * files.
 */
class IndependentReaderTest {

  private static final String COLUMNS =
      "id BIGINT, part STRING, day DATE, s STRING, b BOOLEAN, i INT, d DOUBLE, c DECIMAL(12,2),"
          + " wide DECIMAL(38,10), t TIMESTAMP, bin BINARY, st STRUCT<x: INT, y: STRING>,"
          + " a ARRAY<STRUCT<x: INT, y: TIMESTAMP>>, m MAP<STRING, BIGINT>";

  /** Of {@link #COLUMNS}; the first two of which are not in the files when they are partitions. */
  private static final List<String> WITH_BOUNDS =
      List.of("id", "s", "i", "d", "c", "wide", "t", "st.x", "st.y");

  private static final List<String> WITH_NULLS_ONLY = List.of("b", "bin");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @TempDir private Path warehouse;

  @Test
  void kernelReadsWhatSqlCreatedInsertedOptimizedAndVacuumed() throws Exception {
    // Given: enough commits for a checkpoint
    run("CREATE TABLE t (" + COLUMNS + ") PARTITIONED BY (part, day)");
    assertAgreement("t");
    for (int i = 0; i < 11; i++) {
      run("INSERT INTO t " + rows(i * 20, 20));
    }
    run("INSERT INTO t (id) VALUES (-1)");
    assertThat(new KernelReader(table("t")).version()).isEqualTo(12);

    // When / Then
    assertAgreement("t");
    assertThatTheCheckpointHasAll("t");

    // When / Then
    run("OPTIMIZE t");
    assertAgreement("t");

    // When / Then
    run("VACUUM t RETAIN 0 HOURS");
    assertAgreement("t");
    try (Stream<Path> files = Files.walk(table("t"))) {
      assertThat(files.filter(f -> f.toString().endsWith(".zstd.parquet")))
          .hasSameSizeAs(new KernelReader(table("t")).files());
    }
  }

  @Test
  void kernelReadsATableMadeOfAQuery() throws Exception {
    run("CREATE TABLE c AS " + rows(0, 300));
    assertAgreement("c");

    run("CREATE TABLE p PARTITIONED BY (part, day) AS SELECT * FROM c");
    assertAgreement("p");
    assertThat(new KernelReader(table("p")).partitionColumns()).containsExactly("part", "day");
  }

  /** Values at the edges, nulls in every column, texts longer than statistics have them. */
  private static String rows(int from, int count) {
    return """
        SELECT id::BIGINT AS id, CASE id %% 3 WHEN 0 THEN NULL WHEN 1 THEN 'a b/ü%%=' ELSE 'x' END AS part,
          DATE '2025-06-22' + (id %% 2)::INT AS day,
          CASE WHEN id %% 7 = 0 THEN NULL ELSE repeat('日', (id %% 50)::INT) || id END AS s,
          CASE WHEN id %% 5 = 0 THEN NULL ELSE id %% 2 = 0 END AS b,
          CASE WHEN id %% 4 = 0 THEN NULL ELSE (id - 50)::INT END AS i,
          CASE WHEN id %% 6 = 0 THEN NULL ELSE id / 7.0::DOUBLE END AS d,
          CASE WHEN id %% 3 = 0 THEN NULL ELSE (id * 12.34)::DECIMAL(12,2) END AS c,
          (id * -1234567890.0123456789)::DECIMAL(38,10) AS wide,
          TIMESTAMP '2025-06-22 10:04:45.123456' + INTERVAL (id) MINUTE AS t,
          CASE WHEN id %% 2 = 0 THEN NULL ELSE 'ab'::BLOB END AS bin,
          CASE WHEN id %% 9 = 0 THEN NULL ELSE {'x': id::INT, 'y': 'y' || id} END AS st,
          CASE WHEN id %% 9 = 1 THEN NULL ELSE [{'x': id::INT, 'y': TIMESTAMP '2025-01-01 00:00:00'}, NULL] END AS a,
          CASE WHEN id %% 9 = 2 THEN NULL ELSE MAP {'k': id::BIGINT} END AS m
        FROM (SELECT %d + range AS id FROM range(%d))"""
        .formatted(from, count);
  }

  private void assertAgreement(String name) throws IOException, SQLException {
    KernelReader kernel = new KernelReader(table(name));
    assertThat(kernel.ddl()).isEqualTo(COLUMNS);
    List<KernelFile> files = kernel.files();
    assertThat(files.stream().flatMap(file -> file.rows().stream()).toList())
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder().build())
        .containsExactlyInAnyOrderElementsOf(run("SELECT * FROM " + name).values());
    assertLogTellsWhatTheFilesHave(kernel, files);
  }

  private static void assertLogTellsWhatTheFilesHave(KernelReader kernel, List<KernelFile> files)
      throws IOException, SQLException {
    try (Connection duckDb = DuckDb.open()) {
      for (KernelFile file : files) {
        assertPartitionValues(kernel, file);
        assertStatistics(duckDb, file);
      }
    }
  }

  private static void assertPartitionValues(KernelReader kernel, KernelFile file) {
    assertThat(file.partitionValues().keySet())
        .containsExactlyInAnyOrderElementsOf(kernel.partitionColumns());
    for (Map.Entry<String, @Nullable String> value : file.partitionValues().entrySet()) {
      int column = value.getKey().equals("part") ? 1 : 2;
      assertThat(file.rows())
          .extracting(row -> row.get(column) == null ? null : row.get(column).toString())
          .containsOnly(value.getValue());
    }
  }

  /** What DuckDB counts in the file is what the log says of it. */
  private static void assertStatistics(Connection duckDb, KernelFile file)
      throws IOException, SQLException {
    JsonNode statistics = JSON.readTree(file.statistics());
    assertThat(statistics.path("numRecords").asInt()).isEqualTo(file.rows().size());
    String columns =
        Stream.concat(WITH_BOUNDS.stream(), WITH_NULLS_ONLY.stream())
            .map(c -> "min(%s), max(%s), count(*) - count(%s)".formatted(c, c, c))
            .collect(Collectors.joining(", "));
    String query =
        "SELECT %s FROM read_parquet('%s')"
            .formatted(columns, file.path().toString().replace("'", "''"));
    try (Statement statement = duckDb.createStatement();
        ResultSet counted = statement.executeQuery(query)) {
      counted.next();
      int next = 1;
      for (String column : WITH_BOUNDS) {
        assertBound(at(statistics, "minValues", column), counted.getObject(next++), column);
        assertBound(at(statistics, "maxValues", column), counted.getObject(next++), column);
        assertNulls(statistics, column, counted.getLong(next++));
      }
      for (String column : WITH_NULLS_ONLY) {
        next += 2;
        assertNulls(statistics, column, counted.getLong(next++));
      }
    }
  }

  private static void assertNulls(JsonNode statistics, String column, long counted) {
    assertThat(at(statistics, "nullCount", column).asLong()).as(column).isEqualTo(counted);
  }

  private static JsonNode at(JsonNode statistics, String kind, String column) {
    return statistics.at("/" + kind + "/" + column.replace('.', '/'));
  }

  private static void assertBound(JsonNode logged, @Nullable Object counted, String column) {
    if (counted == null) {
      assertThat(logged.isMissingNode()).as(column).isTrue();
    } else if (counted instanceof String text) {
      assertText(logged.asText(), text);
    } else if (counted instanceof Number number) {
      assertThat(logged.decimalValue())
          .as(column)
          .isEqualByComparingTo(new BigDecimal(number.toString()));
    } else if (counted instanceof java.time.OffsetDateTime time) {
      long millis = time.toInstant().toEpochMilli();
      assertThat(Instant.parse(logged.asText()).toEpochMilli()).as(column).isEqualTo(millis);
    } else if (counted instanceof java.sql.Timestamp time) {
      long millis = time.toLocalDateTime().toInstant(ZoneOffset.UTC).toEpochMilli();
      assertThat(Instant.parse(logged.asText()).toEpochMilli()).as(column).isEqualTo(millis);
    } else {
      throw new IllegalStateException(column + ": " + counted.getClass());
    }
  }

  /** Cut after 32 characters; a greatest value then ends in the greatest character there is. */
  private static void assertText(String logged, String counted) {
    String cut = counted.length() <= 32 ? counted : counted.substring(0, 32);
    assertThat(logged).isIn(cut, cut + Character.toString(Character.MAX_CODE_POINT));
    assertThat(logged.length()).isLessThanOrEqualTo(34);
  }

  /** Kernel has nothing but the checkpoint to read of the versions up to it. */
  private void assertThatTheCheckpointHasAll(String name) throws Exception {
    Path log = table(name).resolve("_delta_log");
    await().until(() -> Files.exists(log.resolve("_last_checkpoint")));
    List<Path> before = new ArrayList<>();
    for (int version = 0; version <= 10; version++) {
      Path commit = log.resolve("%020d.json".formatted(version));
      before.add(Files.move(commit, log.resolve(commit.getFileName() + ".away")));
    }
    KernelReader kernel = new KernelReader(table(name));
    assertThat(kernel.ddl()).isEqualTo(COLUMNS);
    assertThat(kernel.rows()).hasSize(11 * 20 + 1);
    assertLogTellsWhatTheFilesHave(kernel, kernel.files());
    for (Path commit : before) {
      Files.move(commit, log.resolve(commit.getFileName().toString().replace(".away", "")));
    }
  }

  private Path table(String name) {
    return warehouse.resolve(name);
  }

  private Rows run(String sql) {
    Rows rows = new Rows();
    try (SqlSession session = SqlSession.open(warehouse, EnumSet.of(Permission.SHORT_RETENTION))) {
      session.query(sql, rows);
    }
    return rows;
  }
}
