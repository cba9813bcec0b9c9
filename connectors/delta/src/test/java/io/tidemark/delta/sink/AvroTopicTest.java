package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.utils.converter.AvroConverter;
import io.tidemark.delta.KernelTable;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of Avro, as a worker's Avro converter makes structs of them with a schema registry. */
class AvroTopicTest {

  private static final Schema ORDER =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Order", "namespace": "shop", "fields": [
                {"name": "id", "type": "long"},
                {"name": "amount",
                  "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
                {"name": "day", "type": {"type": "int", "logicalType": "date"}},
                {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "name", "type": ["null", "string"], "default": null},
                {"name": "state",
                  "type": {"type": "enum", "name": "State", "symbols": ["NEW", "PAID"]}},
                {"name": "tags", "type": {"type": "array", "items": "string"}},
                {"name": "sizes", "type": {"type": "map", "values": "int"}},
                {"name": "shop", "type": ["null",
                  {"type": "record", "name": "Shop", "fields": [
                    {"name": "city", "type": "string"}, {"name": "open", "type": "boolean"}]}],
                  "default": null},
                {"name": "raw", "type": "bytes"},
                {"name": "weight", "type": "float"},
                {"name": "ratio", "type": "double"}
              ]}
              """);

  private static final StructType COLUMNS =
      StructType.fromDdl(
          "id BIGINT, amount DECIMAL(9,2), day DATE, at TIMESTAMP, name STRING, state STRING,"
              + " tags ARRAY<STRING>, sizes MAP<STRING, INT>, shop STRUCT<city: STRING, open:"
              + " BOOLEAN>, raw BINARY, weight DOUBLE, ratio DOUBLE");

  @TempDir Path folder;

  private final SchemaRegistry registry = SchemaRegistry.started();
  private final AvroConverter<?> converter = new AvroConverter<>();

  @BeforeEach
  void configureAsAWorkerDoes() {
    converter.configure(Map.of("apicurio.registry.url", registry.url()), false);
  }

  @AfterEach
  void stop() {
    converter.close();
    registry.close();
  }

  @Test
  void theTableHasTheSchemasTypesAndTheRecordsValues() throws IOException {
    // When
    write(
        Map.of(),
        order().build(),
        order().set("id", 2L).set("name", "a").set("shop", shop("Bonn")).build());

    // Then
    assertThat(DeltaTable.open(path().toString()).snapshot().schema()).isEqualTo(COLUMNS);
    assertThat(rows(COLUMNS))
        .containsExactly(row(1L, null, null), row(2L, "a", Row.of("Bonn", true)));
  }

  @Test
  void aFieldOfALaterSchemaBecomesAColumnWhenAskedFor() throws IOException {
    // When
    write(
        Map.of("merge.schema", "true"),
        new GenericRecordBuilder(customer("")).set("id", 1L).build(),
        new GenericRecordBuilder(
                customer(
                    ", {\"name\": \"country\", \"type\": [\"null\", \"string\"], \"default\": null}"))
            .set("id", 2L)
            .set("country", "DE")
            .build(),
        new GenericRecordBuilder(customer("")).set("id", 3L).build());

    // Then
    assertThat(rows(StructType.fromDdl("id BIGINT, country STRING")))
        .containsExactlyInAnyOrder(Row.of(1L, null), Row.of(2L, "DE"), Row.of(3L, null));
  }

  private static Schema customer(String moreFields) {
    return new Schema.Parser()
        .parse(
            """
            {"type": "record", "name": "Customer", "fields": [{"name": "id", "type": "long"}MORE]}
            """
                .replace("MORE", moreFields));
  }

  private static Row row(long id, @Nullable String name, @Nullable Row shop) {
    return Row.of(
        id,
        new BigDecimal("12.50"),
        20_000,
        1_767_000_000_123_000L,
        name,
        "PAID",
        List.of("x", "y"),
        Map.of("l", 3),
        shop,
        new byte[] {1, 2},
        0.5,
        0.25);
  }

  private static GenericRecordBuilder order() {
    return new GenericRecordBuilder(ORDER)
        .set("id", 1L)
        .set("amount", ByteBuffer.wrap(new BigDecimal("12.50").unscaledValue().toByteArray()))
        .set("day", 20_000)
        .set("at", 1_767_000_000_123L)
        .set("state", new GenericData.EnumSymbol(ORDER.getField("state").schema(), "PAID"))
        .set("tags", List.of("x", "y"))
        .set("sizes", Map.of("l", 3))
        .set("raw", ByteBuffer.wrap(new byte[] {1, 2}))
        .set("weight", 0.5f)
        .set("ratio", 0.25);
  }

  private static GenericRecord shop(String city) {
    return new GenericRecordBuilder(ORDER.getField("shop").schema().getTypes().get(1))
        .set("city", city)
        .set("open", true)
        .build();
  }

  private void write(Map<String, String> more, GenericRecord... values) throws IOException {
    Map<String, String> config = new HashMap<>(Map.of("name", "lines"));
    config.put("table.path", path().toString());
    config.putAll(more);
    DeltaSinkTask task = new SinkHarness().start(config, Clock.systemUTC());
    task.open(List.of(partition(0)));
    List<SinkRecord> records = new ArrayList<>();
    for (GenericRecord value : values) {
      SchemaAndValue data = converter.toConnectData(SinkHarness.TOPIC, bytes(value));
      records.add(
          new SinkRecord(
              SinkHarness.TOPIC, 0, null, null, data.schema(), data.value(), records.size()));
    }
    try {
      task.put(records);
      task.preCommit(Map.of());
    } finally {
      task.stop();
    }
  }

  /** As the registry's serializer writes it: a zero byte, the schema's id, Avro. */
  private byte[] bytes(GenericRecord value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(bytes);
    head.writeByte(0);
    head.writeLong(registry.id(value.getSchema().toString()));
    head.flush();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private List<Row> rows(StructType columns) throws IOException {
    return new KernelTable(path()).rows(columns);
  }

  private Path path() {
    return folder.resolve("table");
  }
}
