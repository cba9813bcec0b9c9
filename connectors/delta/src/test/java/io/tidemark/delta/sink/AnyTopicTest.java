package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.delta.KernelTable;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics whose records are no row batches. */
@SuppressWarnings("JavaUtilDate") // the class of Connect's logical types
class AnyTopicTest {

  private static final String DDL = "id BIGINT, price DECIMAL(9,2), tags ARRAY<STRING>";
  private static final StructType COLUMNS = StructType.fromDdl(DDL);
  private static final Schema STRUCT =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("name", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema WIDER =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("country", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  @TempDir Path folder;

  private final SinkHarness worker = new SinkHarness();
  private final List<String> errants = new ArrayList<>();

  @Test
  void jsonIsTheSameRowsAsTextAsBytesAndAsTheMapOfAConverter() throws IOException {
    // Given
    String json = "{\"id\": 1, \"price\": 9.99, \"tags\": [\"a\", null], \"other\": {}}";
    Map<String, Object> map = new HashMap<>(Map.of("id", 1L, "price", 9.99));
    map.put("tags", new ArrayList<>(Arrays.asList("a", null)));

    // When
    write(Map.of("table.schema", DDL), json, json.getBytes(StandardCharsets.UTF_8), map);

    // Then
    Row row = Row.of(1L, new BigDecimal("9.99"), Arrays.asList("a", null));
    assertThat(rows(COLUMNS)).containsExactly(row, row, row);
  }

  @Test
  void aTableIsMadeOfTheFirstStructsSchema() throws IOException {
    // Given
    Instant at = Instant.parse("2026-11-26T10:00:00.123Z");
    Schema schema =
        SchemaBuilder.struct()
            .field("amount", Decimal.schema(2))
            .field("at", Timestamp.SCHEMA)
            .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("sizes", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build())
            .field("shop", STRUCT)
            .build();
    Struct value =
        new Struct(schema)
            .put("amount", new BigDecimal("12.50"))
            .put("at", Date.from(at))
            .put("day", new Date(86_400_000L * 20_000))
            .put("sizes", Map.of("l", 3))
            .put("shop", new Struct(STRUCT).put("id", 7L));

    // When
    write(Map.of(), value);

    // Then
    StructType columns =
        StructType.fromDdl(
            "amount DECIMAL(38,2), at TIMESTAMP, day DATE, sizes MAP<STRING, INT>,"
                + " shop STRUCT<id: BIGINT, name: STRING>");
    assertThat(DeltaTable.open(path().toString()).snapshot().schema()).isEqualTo(columns);
    assertThat(rows(columns))
        .containsExactly(
            Row.of(
                new BigDecimal("12.50"),
                at.toEpochMilli() * 1000,
                20_000,
                Map.of("l", 3),
                Row.of(7L, null)));
  }

  @Test
  void aFieldThatTheTableLacksBecomesAColumnWhenAskedFor() throws IOException {
    // When
    write(
        Map.of("merge.schema", "true"),
        new Struct(STRUCT).put("id", 1L).put("name", "a"),
        new Struct(WIDER).put("id", 2L).put("country", "DE"),
        new Struct(STRUCT).put("id", 3L));

    // Then
    assertThat(rows(StructType.fromDdl("id BIGINT, name STRING, country STRING")))
        .containsExactlyInAnyOrder(
            Row.of(1L, "a", null), Row.of(2L, null, "DE"), Row.of(3L, null, null));
  }

  @Test
  void withoutThatItDoesNotFitAndSaysWhichAndWhere() {
    assertThatThrownBy(
            () ->
                write(Map.of(), new Struct(STRUCT).put("id", 1L), new Struct(WIDER).put("id", 2L)))
        .hasMessageContaining("shop.lines.rows-0@1: the table has no column country")
        .hasMessageContaining("merge.schema=true");
  }

  @Test
  void withColumnsDeclaredOtherFieldsAreNotRead() throws IOException {
    write(Map.of("table.schema", "id BIGINT"), new Struct(WIDER).put("id", 2L));

    assertThat(rows(StructType.fromDdl("id BIGINT"))).containsExactly(Row.of(2L));
  }

  @Test
  void recordsThatDoNotFitGoWhereTheWorkerSetsThemAsideAndTheOthersIntoTheTable()
      throws IOException {
    // Given
    worker.reporter =
        (record, error) -> {
          errants.add(error.getMessage());
          return CompletableFuture.completedFuture(null);
        };

    // When
    write(
        Map.of("table.schema", "id BIGINT NOT NULL"),
        "{\"id\": 1}",
        "{\"id\": \"one\"}",
        "not JSON",
        "{}",
        new byte[] {99, 1},
        new Struct(SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build())
            .put("id", "one"),
        12,
        "{\"id\": 2}");

    // Then
    assertThat(rows(StructType.fromDdl("id BIGINT")))
        .containsExactlyInAnyOrder(Row.of(1L), Row.of(2L));
    assertThat(errants).hasSize(6);
    assertThat(errants.get(0)).isEqualTo("shop.lines.rows-0@1: id: \"one\" is not of type BIGINT");
    assertThat(errants.get(1)).startsWith("shop.lines.rows-0@2: ");
    assertThat(errants.get(2)).contains("@3: id: missing, and the column is NOT NULL");
    assertThat(errants.get(3)).contains("@4: the record is no row batch");
    assertThat(errants.get(4)).contains("@5: id: \"one\" of type String is not of type BIGINT");
    assertThat(errants.get(5)).contains("@6: the value is a Integer (12), not a struct");
    assertThat(worker.metrics.value("records-set-aside-total")).isEqualTo(6L);
  }

  @Test
  void withAFormatDeclaredAnythingElseDoesNotFit() {
    assertThatThrownBy(
            () -> write(Map.of("table.schema", DDL, "value.format", "row_batch"), "{\"id\": 1}"))
        .hasMessageContaining("@0: the value is a String")
        .hasMessageContaining("not bytes of a row batch");
  }

  @Test
  void recordsWithoutSchemaForATableThatIsNotThereAreAProblemOfTheConfiguration() {
    assertThatThrownBy(() -> write(Map.of(), "{\"id\": 1}"))
        .hasMessageContaining("table.schema: missing")
        .hasMessageContaining("is no table yet");
  }

  @Test
  void anExistingTableTellsTheColumnsOfJson() throws IOException {
    // Given
    DeltaTable.create(path().toString(), new TableDefinition(COLUMNS, List.of())).close();

    // When
    write(Map.of(), "{\"id\": 1}");

    // Then
    assertThat(rows(COLUMNS)).containsExactly(Row.of(1L, null, null));
  }

  @Test
  void aTableOfOtherTypesIsRefusedAtTheStart() {
    // Given
    DeltaTable.create(
            path().toString(), new TableDefinition(StructType.fromDdl("id STRING"), List.of()))
        .close();

    // When / Then
    assertThatThrownBy(() -> write(Map.of("table.schema", "id BIGINT"), "{\"id\": 1}"))
        .hasMessageContaining("~ id: is STRING in the table, BIGINT here");
  }

  @Test
  void offsetsAreTheTablesToKeepAndCantBeAltered() {
    assertThatThrownBy(
            () -> new DeltaSinkConnector().alterOffsets(Map.of(), Map.of(partition(0), 0L)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("to write a topic again, give the connector another app.id");
  }

  @Test
  void everyProblemOfAConfigurationIsToldAtOnceUnderItsKey() {
    // When
    Map<String, List<String>> problems = new HashMap<>();
    new DeltaSinkConnector()
            .validate(
                Map.of(
                    "name", "lines",
                    "table.schema", "id BIGINT, country STRING",
                    "partition.columns", "contry",
                    "value.format", "xml",
                    "commit.max.age.ms", "0"))
            .configValues()
            .stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .forEach(value -> problems.put(value.name(), value.errorMessages()));

    // Then
    assertThat(problems)
        .containsOnlyKeys("table.path", "partition.columns", "value.format", "commit.max.age.ms");
    assertThat(problems.get("partition.columns").get(0)).contains("did you mean 'country'?");
  }

  private void write(Map<String, String> more, Object... values) throws IOException {
    Map<String, String> config = new HashMap<>(Map.of("name", "lines"));
    config.put("table.path", path().toString());
    config.putAll(more);
    DeltaSinkTask task = worker.start(config, Clock.systemUTC());
    task.open(List.of(partition(0)));
    List<SinkRecord> records = new ArrayList<>();
    for (Object value : values) {
      Schema schema = value instanceof Struct struct ? struct.schema() : null;
      records.add(new SinkRecord(SinkHarness.TOPIC, 0, null, null, schema, value, records.size()));
    }
    try {
      task.put(records);
      task.preCommit(Map.of());
    } finally {
      task.stop();
    }
  }

  private List<Row> rows(StructType columns) throws IOException {
    return new KernelTable(path()).rows(columns);
  }

  private Path path() {
    return folder.resolve("table");
  }
}
