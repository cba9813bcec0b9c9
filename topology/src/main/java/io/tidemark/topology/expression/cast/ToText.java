package io.tidemark.topology.expression.cast;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.time.DateText;
import io.tidemark.row.time.TimestampText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The text of a value, as Spark casts it to STRING: {@code [1, null]}, {@code {a -> 1}}. */
@FunctionalInterface
public interface ToText {

  String apply(Object value);

  /** For the values of this type. */
  static ToText of(DataType type) {
    if (type instanceof PrimitiveType primitive) {
      return switch (primitive) {
        case STRING, BOOLEAN, INT, BIGINT, DOUBLE -> Object::toString;
        case TIMESTAMP -> value -> TimestampText.format((Long) value);
        case DATE -> value -> DateText.format((Integer) value);
        case BINARY -> value -> new String((byte[]) value, StandardCharsets.UTF_8);
      };
    }
    if (type instanceof DecimalType) {
      return value -> ((BigDecimal) value).toPlainString();
    }
    if (type instanceof ArrayType array) {
      ToText element = of(array.element());
      return value -> ofElements((List<?>) value, element);
    }
    if (type instanceof MapType map) {
      return ofEntries(of(map.key()), of(map.value()));
    }
    return ofFields((StructType) type);
  }

  private static String ofElements(List<?> list, ToText element) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    list.forEach(item -> text.add(orNull(item, element)));
    return text.toString();
  }

  private static ToText ofEntries(ToText key, ToText value) {
    return map -> {
      StringJoiner text = new StringJoiner(", ", "{", "}");
      ((Map<?, ?>) map).forEach((k, v) -> text.add(key.apply(k) + " -> " + orNull(v, value)));
      return text.toString();
    };
  }

  private static ToText ofFields(StructType struct) {
    List<ToText> fields = struct.fields().stream().map(f -> of(f.type())).toList();
    return row -> {
      StringJoiner text = new StringJoiner(", ", "{", "}");
      for (int i = 0; i < fields.size(); i++) {
        text.add(orNull(((Row) row).value(i), fields.get(i)));
      }
      return text.toString();
    };
  }

  private static String orNull(@Nullable Object value, ToText text) {
    return value == null ? "null" : text.apply(value);
  }
}
