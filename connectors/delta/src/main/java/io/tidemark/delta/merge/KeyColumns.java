package io.tidemark.delta.merge;

import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns make a row's key, and when two keys are one: null is null, NaN is NaN, -0.0 is 0.0
 * (as Spark groups), and in a partition column an empty text is null, for that is what a table
 * makes of it. Without columns all rows have the same key.
 */
public final class KeyColumns {

  private final List<StructField> fields;
  private final int[] positions;
  private final boolean[] emptyIsNull;

  private KeyColumns(List<StructField> fields, int[] positions, boolean[] emptyIsNull) {
    this.fields = fields;
    this.positions = positions;
    this.emptyIsNull = emptyIsNull;
  }

  /**
   * @param rows the columns of the rows whose keys are asked for; all key columns are among them
   */
  public static KeyColumns of(
      StructType rows, List<String> keyColumns, List<String> partitionColumns) {
    List<StructField> fields = new ArrayList<>();
    int[] positions = new int[keyColumns.size()];
    boolean[] emptyIsNull = new boolean[positions.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = rows.find(keyColumns.get(i)).orElseThrow();
      StructField field = rows.field(positions[i]);
      fields.add(field);
      emptyIsNull[i] =
          field.type() == PrimitiveType.STRING && partitionColumns.contains(field.name());
    }
    return new KeyColumns(List.copyOf(fields), positions, emptyIsNull);
  }

  /** In the order of a key's values. */
  List<StructField> fields() {
    return fields;
  }

  /** The row's key; keys that are one are equal. */
  public Row key(Row row) {
    @Nullable Object[] key = new @Nullable Object[positions.length];
    for (int i = 0; i < key.length; i++) {
      Object value = row.value(positions[i]);
      key[i] = emptyIsNull[i] && "".equals(value) ? null : normal(value);
    }
    return Row.wrap(key);
  }

  static @Nullable Object normal(@Nullable Object value) {
    if (value instanceof Double number) {
      return number == 0.0 ? Double.valueOf(0.0) : number;
    } else if (value instanceof Row struct) {
      @Nullable Object[] values = struct.toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] = normal(values[i]);
      }
      return Row.wrap(values);
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> elements = new ArrayList<>();
      list.forEach(e -> elements.add(normal(e)));
      return elements;
    }
    return value;
  }
}
