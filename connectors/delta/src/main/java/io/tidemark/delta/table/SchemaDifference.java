package io.tidemark.delta.table;

import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a table's columns differ from those that a writer has, a line a column.
 *
 * @param lines empty when the writer can append to the table as it is
 * @param addable the writer's columns that the table could be given: nullable, and all behind the
 *     table's own; empty when other lines stand against it
 */
record SchemaDifference(List<String> lines, List<StructField> addable) {

  SchemaDifference {
    lines = List.copyOf(lines);
    addable = List.copyOf(addable);
  }

  /** A table's further nullable columns are no difference: the writer's rows have null there. */
  static SchemaDifference between(StructType table, StructType writer) {
    List<String> lines = new ArrayList<>();
    List<StructField> addable = new ArrayList<>();
    boolean hasOthers = false;
    for (int i = 0; i < writer.size(); i++) {
      StructField field = writer.field(i);
      OptionalInt position = table.find(field.name());
      if (position.isEmpty()) {
        lines.add("+ %s %s: the table has no such column".formatted(field.name(), type(field)));
        addable.add(field);
        hasOthers |= !field.nullable() || i < table.size();
      } else if (!isSame(table.field(position.getAsInt()), field)) {
        lines.add(
            "~ %s: is %s in the table, %s here"
                .formatted(field.name(), type(table.field(position.getAsInt())), type(field)));
        hasOthers = true;
      }
    }
    for (StructField field : table.fields()) {
      if (writer.find(field.name()).isEmpty() && !field.nullable()) {
        lines.add("- %s %s: is missing here".formatted(field.name(), type(field)));
        hasOthers = true;
      }
    }
    return new SchemaDifference(lines, hasOthers ? List.of() : addable);
  }

  /** A nullable column takes rows of a writer that never has null. */
  private static boolean isSame(StructField table, StructField writer) {
    return table.type().equals(writer.type()) && (table.nullable() || !writer.nullable());
  }

  private static String type(StructField field) {
    return field.type().ddl() + (field.nullable() ? "" : " NOT NULL");
  }
}
