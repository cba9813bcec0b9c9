package io.tidemark.delta.parquet;

import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes the fields of a row, at the top of a file or nested. */
final class StructWriter {

  private final String[] names;
  private final boolean[] required;
  private final ValueWriter[] writers;

  StructWriter(StructType type, List<String> path, ValueWriters nested) {
    names = type.names().toArray(String[]::new);
    required = new boolean[names.length];
    writers = new ValueWriter[names.length];
    for (int i = 0; i < names.length; i++) {
      StructField field = type.field(i);
      required[i] = !field.nullable();
      writers[i] = nested.of(field.type(), plus(path, field.name()));
    }
  }

  private static List<String> plus(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  void write(RecordConsumer consumer, Row row) {
    for (int i = 0; i < names.length; i++) {
      Object value = row.value(i);
      if (value != null) {
        consumer.startField(names[i], i);
        writers[i].write(consumer, value);
        consumer.endField(names[i], i);
      } else if (required[i]) {
        throw new UserException(
            new Problem(
                "column " + names[i],
                "is null, but the table's column is NOT NULL",
                "give it a value in the pipeline, or filter such rows"));
      }
    }
  }
}
