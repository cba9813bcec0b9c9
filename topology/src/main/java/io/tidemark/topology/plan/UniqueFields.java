package io.tidemark.topology.plan;

import io.tidemark.row.DataType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;

/** Fields of a schema that nobody named: a name that is taken gets a number. */
final class UniqueFields {

  private final List<StructField> fields = new ArrayList<>();

  void add(String name, DataType type) {
    String unique = name;
    for (int i = 2; isTaken(unique); i++) {
      unique = name + "_" + i;
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
