package io.tidemark.topology.definition;

import io.tidemark.row.StructType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An entry of {@code sources:}. */
final class SourceFormat {

  /** The partitions that a topic of one pipeline may have at most. */
  private static final int MAX_PARTITIONS = 10_000;

  private static final Key<StructType> SCHEMA =
      Key.optional(
          "schema",
          Shapes.ddl(),
          "The records' columns as Spark DDL: order_id STRING, items ARRAY<STRUCT<price: DOUBLE>>");
  private static final Key<FilesDefinition> FILES =
      Key.optional(
          "files",
          FilesFormat.SHAPE,
          "JSON files that are published to the topic; without it and delta, anyone produces to the"
              + " topic.");
  private static final Key<String> TOPIC =
      Key.optional(
          "topic",
          Shapes.topic(),
          "The Kafka topic; default the source's name, and <pipeline>.<source>.table for a Delta"
              + " table.");
  private static final Key<Integer> PARTITIONS =
      Key.optional(
          "partitions",
          Shapes.count(1, MAX_PARTITIONS),
          "How many partitions the topic has: how many tasks can share the work; default 4,"
              + " for a Delta table 1.");
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
  private static final Key<String> DEAD_LETTER_TABLE =
      Key.required("delta", Shapes.text("a path"), "Path of the Delta table.");
  private static final Key<String> DEAD_LETTER =
      Key.optional(
          "dead_letter",
          new ObjectShape<>(List.of(DEAD_LETTER_TABLE), f -> f.value(DEAD_LETTER_TABLE)),
          "Where records that can't be read are kept; default <source>_dead_letter beside the first"
              + " table.");

  static final Shape<SourceDefinition> SHAPE =
      new ObjectShape<>(
          Stream.concat(
                  Stream.of(SCHEMA, FILES, TOPIC, PARTITIONS, KEY, BAD_RECORDS, DEAD_LETTER),
                  DeltaInputFormat.KEYS.stream())
              .<Key<?>>map(key -> key)
              .toList(),
          SourceFormat::source);

  private SourceFormat() {}

  private static @Nullable SourceDefinition source(Fields fields) {
    Optional<DeltaInput> delta = DeltaInputFormat.find(fields);
    boolean isTable = delta.isPresent() || fields.isUnreadable(DeltaInputFormat.DELTA);
    if (isTable) {
      checkTable(fields);
    } else if (fields.find(SCHEMA).isEmpty() && !fields.isUnreadable(SCHEMA)) {
      fields.place().problem("'schema' is missing", SCHEMA.hint());
    }
    boolean isReadable =
        isTable
            ? delta.isPresent() && !fields.isUnreadable(SCHEMA)
            : fields.find(SCHEMA).isPresent();
    return isReadable ? source(fields, delta) : null;
  }

  private static void checkTable(Fields fields) {
    if (fields.find(FILES).isPresent()) {
      fields
          .place()
          .problem("a source has either 'files' or 'delta'", "make two sources, and union them");
    }
    if (fields.find(KEY).isPresent()) {
      fields.place().problem("'key' does nothing with 'delta'", "remove it");
    }
  }

  private static SourceDefinition source(Fields fields, Optional<DeltaInput> delta) {
    String name = fields.place().name();
    int partitions =
        delta.isPresent()
            ? SourceDefinition.DEFAULT_TABLE_PARTITIONS
            : SourceDefinition.DEFAULT_PARTITIONS;
    return new SourceDefinition(
        name,
        fields.find(SCHEMA).orElse(new StructType(List.of())),
        fields.find(TOPIC).orElse(delta.isPresent() ? "" : name),
        fields.find(PARTITIONS).orElse(partitions),
        fields.find(KEY),
        fields.find(FILES),
        delta,
        fields.find(BAD_RECORDS).orElse(BadRecords.DEAD_LETTER),
        fields.find(DEAD_LETTER));
  }
}
