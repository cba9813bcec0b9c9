package io.tidemark.topology.definition;

import java.util.List;
import java.util.OptionalLong;

/** An entry of {@code tables:}. */
final class TableFormat {

  private static final Key<String> FROM =
      Key.required(
          "from", Shapes.name("a source or table"), "The source or table that it is made of.");
  private static final Key<List<Step>> STEPS =
      Key.optional("steps", new StepsShape(), "What is done with the rows, in this order.");

  private static final Key<String> DELTA =
      Key.required("delta", Shapes.text("a path"), "Path of the Delta table.");
  private static final Key<List<WriteDefinition>> WRITE =
      Key.optional(
          "write",
          new ListShape<>(new WriteFormat()),
          "Where the rows go, one target or a list; without it, only other tables read them.");
  private static final Key<String> LATE_ROWS =
      Key.optional(
          "late_rows",
          new ObjectShape<>(List.of(DELTA), f -> f.value(DELTA)),
          "Where rows that come too late for their windows are kept; default <path of the"
              + " table>_late.");

  private static final Key<Trigger> TRIGGER =
      Key.optional(
          "trigger",
          new TableTriggerShape(),
          "When this table's batches begin, instead of the file's trigger: default or"
              + " processing_time: 10 seconds.");
  private static final Key<Integer> MAX_ROWS_PER_TRIGGER =
      Key.optional(
          "max_rows_per_trigger",
          Shapes.count(1, Integer.MAX_VALUE),
          "How many rows a batch of this table has at most, as far as records can be divided; not"
              + " with trigger once.");

  static final Shape<TableDefinition> SHAPE =
      new ObjectShape<>(
          List.of(FROM, STEPS, WRITE, LATE_ROWS, TRIGGER, MAX_ROWS_PER_TRIGGER),
          TableFormat::table);

  private TableFormat() {}

  private static TableDefinition table(Fields fields) {
    return new TableDefinition(
        fields.place().name(),
        fields.value(FROM),
        fields.find(STEPS).orElse(List.of()),
        fields.find(WRITE).orElse(List.of()),
        fields.find(LATE_ROWS),
        new Pace(
            fields.find(TRIGGER),
            fields
                .find(MAX_ROWS_PER_TRIGGER)
                .map(rows -> OptionalLong.of(rows))
                .orElse(OptionalLong.empty())));
  }
}
