package io.tidemark.read;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.sql.Column;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as the values that a {@link io.tidemark.sql.ResultWriter} takes. */
public final class RowValues {

  private final StructType schema;

  public RowValues(StructType schema) {
    this.schema = schema;
  }

  public List<Column> columns() {
    return schema.fields().stream().map(f -> new Column(f.name(), typeName(f.type()))).toList();
  }

  public List<@Nullable Object> of(Row row) {
    List<@Nullable Object> values = new ArrayList<>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      values.add(value(row.value(i), schema.field(i).type()));
    }
    return values;
  }

  private static @Nullable Object value(@Nullable Object value, DataType type) {
    if (value == null) {
      return null;
    } else if (type == PrimitiveType.TIMESTAMP) {
      return Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
    } else if (type == PrimitiveType.DATE) {
      return LocalDate.ofEpochDay((Integer) value);
    } else if (type instanceof ArrayType array) {
      return list((List<?>) value, array.element());
    } else if (type instanceof MapType map) {
      return map((Map<?, ?>) value, map);
    } else if (type instanceof StructType struct) {
      return struct((Row) value, struct);
    }
    return value;
  }

  private static List<@Nullable Object> list(List<?> elements, DataType type) {
    List<@Nullable Object> list = new ArrayList<>(elements.size());
    elements.forEach(element -> list.add(value(element, type)));
    return list;
  }

  private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> entries, MapType type) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    entries.forEach((k, v) -> map.put(value(k, type.key()), value(v, type.value())));
    return map;
  }

  private static Map<String, @Nullable Object> struct(Row row, StructType type) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < type.size(); i++) {
      map.put(type.field(i).name(), value(row.value(i), type.field(i).type()));
    }
    return map;
  }

  /** The type as {@link Column} knows it. */
  private static String typeName(DataType type) {
    if (type instanceof PrimitiveType primitive) {
      return switch (primitive) {
        case STRING -> "VARCHAR";
        case BOOLEAN -> "BOOLEAN";
        case INT -> "INTEGER";
        case BIGINT -> "BIGINT";
        case DOUBLE -> "DOUBLE";
        case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
        case DATE -> "DATE";
        case BINARY -> "BLOB";
      };
    }
    return type instanceof DecimalType ? type.ddl() : "STRUCT";
  }
}
