package io.tidemark.topology.plan;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Delta takes as columns, and as partition columns. */
final class DeltaColumns {

  /** Parquet's schema syntax: Delta PROTOCOL, "Column Mapping". */
  private static final String REFUSED = " ,;{}()\n\t=";

  private final Faults faults;

  DeltaColumns(Faults faults) {
    this.faults = faults;
  }

  /**
   * @param partitionByPath where the partition columns are in the file
   */
  void check(TablePlan table, List<String> partitionBy, String partitionByPath) {
    checkNames(table.schema(), "tables." + table.name());
    StepPlace place = new StepPlace(faults, table.name(), partitionByPath, InstantSource.system());
    for (int i = 0; i < partitionBy.size(); i++) {
      String column = partitionBy.get(i);
      StepPlace at = place.item(i);
      Columns.position(table.schema(), column, at)
          .ifPresent(p -> checkPartitionType(table.schema().field(p), at));
      if (partitionBy.subList(0, i).contains(column)) {
        at.problem("column '" + column + "' is there twice", "keep one of them");
      }
    }
    if (partitionBy.size() >= table.schema().size()) {
      place.problem("every column would be a partition column", "leave at least one out");
    }
  }

  private static void checkPartitionType(StructField field, StepPlace at) {
    DataType type = field.type();
    boolean isPlain = type instanceof PrimitiveType || type instanceof DecimalType;
    if (!isPlain || type == PrimitiveType.BINARY) {
      at.problem(
          "column '%s' is %s, by which a table can't be partitioned"
              .formatted(field.name(), type.ddl()),
          "choose a column of a plain type");
    }
  }

  private void checkNames(StructType schema, String place) {
    Map<String, String> seen = new HashMap<>();
    for (StructField field : schema.fields()) {
      String name = field.name();
      if (name.chars().anyMatch(c -> REFUSED.indexOf(c) >= 0)) {
        faults.add(
            place,
            "column '%s' can't be a column of a Delta table: none may have a space or any of ,;{}()= in it"
                .formatted(name),
            "give it a name: … AS plain_name");
      }
      String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        faults.add(
            place,
            "columns '%s' and '%s' differ only in case, which a Delta table does not tell apart"
                .formatted(other, name),
            "give one of them another name");
      }
      checkNested(field.type(), place);
    }
  }

  private void checkNested(DataType type, String place) {
    if (type instanceof StructType struct) {
      checkNames(struct, place);
    } else if (type instanceof ArrayType array) {
      checkNested(array.element(), place);
    } else if (type instanceof MapType map) {
      checkNested(map.key(), place);
      checkNested(map.value(), place);
    }
  }
}
