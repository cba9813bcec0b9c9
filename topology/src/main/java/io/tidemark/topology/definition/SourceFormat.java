package io.tidemark.topology.definition;

import io.tidemark.row.StructType;
import java.util.List;

/** An entry of {@code sources:}. */
final class SourceFormat {

  /** The partitions that a topic of one pipeline may have at most. */
  private static final int MAX_PARTITIONS = 10_000;

  private static final Key<StructType> SCHEMA =
      Key.required(
          "schema",
          Shapes.ddl(),
          "The records' columns as Spark DDL: order_id STRING, items ARRAY<STRUCT<price: DOUBLE>>");
  private static final Key<FilesDefinition> FILES =
      Key.optional(
          "files",
          FilesFormat.SHAPE,
          "JSON files that are published to the topic; without it, anyone produces to the topic.");
  private static final Key<String> TOPIC =
      Key.optional("topic", Shapes.topic(), "The Kafka topic; default the source's name.");
  private static final Key<Integer> PARTITIONS =
      Key.optional(
          "partitions",
          Shapes.count(1, MAX_PARTITIONS),
          "How many partitions the topic has: how many tasks can share the work; default 4.");
  private static final Key<String> KEY =
      Key.optional(
          "key",
          Shapes.text("a field's name"),
          "Field whose value becomes the Kafka record's key: equal keys keep their order.");
  private static final Key<BadRecords> BAD_RECORDS =
      Key.optional(
          "bad_records",
          Shapes.choice(BadRecords.class, "bad_records"),
          "dead_letter (default): set aside with the reason. permissive: null where a value can't be"
              + " read, as Spark does. fail_fast: stop.");
  private static final Key<String> DELTA =
      Key.required("delta", Shapes.text("a path"), "Path of the Delta table.");
  private static final Key<String> DEAD_LETTER =
      Key.optional(
          "dead_letter",
          new ObjectShape<>(List.of(DELTA), f -> f.value(DELTA)),
          "Where records that can't be read are kept; default <source>_dead_letter beside the first"
              + " table.");

  static final Shape<SourceDefinition> SHAPE =
      new ObjectShape<>(
          List.of(SCHEMA, FILES, TOPIC, PARTITIONS, KEY, BAD_RECORDS, DEAD_LETTER),
          SourceFormat::source);

  private SourceFormat() {}

  private static SourceDefinition source(Fields fields) {
    String name = fields.place().name();
    return new SourceDefinition(
        name,
        fields.value(SCHEMA),
        fields.find(TOPIC).orElse(name),
        fields.find(PARTITIONS).orElse(SourceDefinition.DEFAULT_PARTITIONS),
        fields.find(KEY),
        fields.find(FILES),
        fields.find(BAD_RECORDS).orElse(BadRecords.DEAD_LETTER),
        fields.find(DEAD_LETTER));
  }
}
