package io.tidemark.delta.sink.record;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Connect structs as rows: fields by exact name; what a struct hasn't is null, what the row hasn't
 * is not read. A value is converted only where nothing of it is lost.
 */
final class ConnectRows {

  private ConnectRows() {}

  /**
   * @throws UnfitRecordException with the path, value and type of what doesn't fit
   */
  static Row row(StructType type, Struct struct) {
    return struct(type, struct, "");
  }

  private static Row struct(StructType type, Struct struct, String path) {
    @Nullable Object[] values = new @Nullable Object[type.size()];
    for (int i = 0; i < values.length; i++) {
      StructField field = type.field(i);
      String at = path.isEmpty() ? field.name() : path + "." + field.name();
      values[i] = value(field.type(), fieldValue(struct, field.name()), at);
    }
    return Row.wrap(values);
  }

  /** A null that was set stays null; a default stands in only where null can't be. */
  private static @Nullable Object fieldValue(Struct struct, String name) {
    Field field = struct.schema().field(name);
    if (field == null) {
      return null;
    }
    return field.schema().isOptional() ? struct.getWithoutDefault(name) : struct.get(field);
  }

  private static @Nullable Object value(DataType type, @Nullable Object value, String path) {
    if (value == null) {
      return null;
    }
    Object converted = convert(type, value, path);
    if (converted == null) {
      throw new UnfitRecordException(
          "%s: %s of type %s is not of type %s"
              .formatted(path, Shown.text(value), value.getClass().getSimpleName(), type.ddl()),
          "give the column the type of its values in table.schema");
    }
    return converted;
  }

  /** Null if the value isn't of the type. */
  private static @Nullable Object convert(DataType type, Object value, String path) {
    if (type instanceof StructType struct) {
      return value instanceof Struct fields ? struct(struct, fields, path) : null;
    } else if (type instanceof ArrayType array) {
      return value instanceof List<?> elements ? list(array, elements, path) : null;
    } else if (type instanceof MapType map) {
      return value instanceof Map<?, ?> entries ? map(map, entries, path) : null;
    } else if (type instanceof DecimalType decimal) {
      return ScalarValues.decimal(decimal, value);
    }
    return ScalarValues.primitive((PrimitiveType) type, value);
  }

  private static List<@Nullable Object> list(ArrayType type, List<?> elements, String path) {
    List<@Nullable Object> values = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      values.add(value(type.element(), elements.get(i), path + "[" + i + "]"));
    }
    return values;
  }

  private static Map<Object, @Nullable Object> map(MapType type, Map<?, ?> entries, String path) {
    Map<Object, @Nullable Object> values = new LinkedHashMap<>();
    entries.forEach(
        (key, value) -> {
          Object convertedKey = value(type.key(), key, path + "{key}");
          if (convertedKey == null) {
            throw new UnfitRecordException(path + ": a key is null", "a MAP's key never is");
          }
          values.put(convertedKey, value(type.value(), value, path + "{" + key + "}"));
        });
    return values;
  }
}
