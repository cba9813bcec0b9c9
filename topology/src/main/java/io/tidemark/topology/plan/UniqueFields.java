package io.tidemark.topology.plan;

import io.tidemark.row.DataType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * Fields of a schema that nobody named: a name that is taken gets a number, and what a Delta table
 * can't have in a name becomes an underscore.
 */
final class UniqueFields {

  private final List<StructField> fields = new ArrayList<>();

  void add(String name, DataType type) {
    String plain = name.replaceAll("[ ,;{}()\n\t=]", "_");
    String unique = plain;
    for (int i = 2; isTaken(unique); i++) {
      unique = plain + "_" + i;
    }
    fields.add(StructField.of(unique, type));
  }

  private boolean isTaken(String name) {
    return fields.stream().anyMatch(f -> f.name().equalsIgnoreCase(name));
  }

  StructType schema() {
    return new StructType(fields);
  }
}
