package io.tidemark.topology.expression.cast;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.operand.Unary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Casts of arrays, maps and structs: their elements, entries and fields are cast, by position. */
final class NestedCasts {

  private NestedCasts() {}

  static Unary ofElements(Unary element) {
    return value -> {
      List<@Nullable Object> converted = new ArrayList<>(((List<?>) value).size());
      for (Object item : (List<?>) value) {
        converted.add(item == null ? null : element.apply(item));
      }
      return converted;
    };
  }

  static Unary ofEntries(Unary keys, Unary values) {
    return value -> {
      Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
      ((Map<?, ?>) value)
          .forEach((k, v) -> converted.put(keys.apply(k), v == null ? null : values.apply(v)));
      return converted;
    };
  }

  static Optional<Unary> ofFields(StructType from, StructType to, OnFailure onFailure) {
    Unary[] fields = new Unary[from.size()];
    for (int i = 0; i < fields.length; i++) {
      Optional<Unary> field = Casts.find(from.field(i).type(), to.field(i).type(), onFailure);
      if (field.isEmpty()) {
        return Optional.empty();
      }
      fields[i] = field.get();
    }
    return Optional.of(value -> convert((Row) value, fields));
  }

  private static Row convert(Row row, Unary[] fields) {
    @Nullable Object[] converted = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      Object value = row.value(i);
      converted[i] = value == null ? null : fields[i].apply(value);
    }
    return Row.wrap(converted);
  }
}
