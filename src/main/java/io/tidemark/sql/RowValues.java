package io.tidemark.sql;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as {@link Values} has them, as the classes of a {@link Row}. */
final class RowValues {

  private RowValues() {}

  /**
   * @throws ArithmeticException if a time or date can't be counted
   */
  static Row row(StructType type, Collection<? extends @Nullable Object> values) {
    List<@Nullable Object> row = new ArrayList<>(type.size());
    for (Object value : values) {
      row.add(of(type.field(row.size()).type(), value));
    }
    return Row.wrap(row.toArray());
  }

  private static @Nullable Object of(DataType type, @Nullable Object value) {
    if (value == null) {
      return null;
    } else if (type == PrimitiveType.TIMESTAMP) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value);
    } else if (type == PrimitiveType.DATE) {
      return Math.toIntExact(((LocalDate) value).toEpochDay());
    } else if (type instanceof StructType struct) {
      return row(struct, ((Map<?, ?>) value).values());
    } else if (type instanceof ArrayType array) {
      List<@Nullable Object> list = new ArrayList<>();
      ((List<?>) value).forEach(element -> list.add(of(array.element(), element)));
      return list;
    } else if (type instanceof MapType map) {
      Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((k, v) -> entries.put(of(map.key(), k), of(map.value(), v)));
      return entries;
    }
    return value;
  }
}
