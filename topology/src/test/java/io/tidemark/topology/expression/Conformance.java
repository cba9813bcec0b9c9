package io.tidemark.topology.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a value is of the class that a row holds for its type, all the way down. */
final class Conformance {

  private Conformance() {}

  static void check(String what, DataType type, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (type instanceof PrimitiveType primitive) {
      assertThat(value).as(what).isInstanceOf(javaClass(primitive));
    } else if (type instanceof DecimalType decimal) {
      assertThat(value).as(what).isInstanceOf(BigDecimal.class);
      assertThat(((BigDecimal) value).scale()).as(what).isEqualTo(decimal.scale());
      assertThat(((BigDecimal) value).precision())
          .as(what)
          .isLessThanOrEqualTo(decimal.precision());
    } else if (type instanceof ArrayType array) {
      assertThat(value).as(what).isInstanceOf(List.class);
      ((List<?>) value).forEach(item -> check(what, array.element(), item));
    } else if (type instanceof MapType map) {
      assertThat(value).as(what).isInstanceOf(Map.class);
      ((Map<?, ?>) value).forEach((k, v) -> checkEntry(what, map, k, v));
    } else {
      checkFields(what, (StructType) type, (Row) value);
    }
  }

  private static void checkEntry(String what, MapType map, Object key, @Nullable Object value) {
    assertThat(key).as(what).isNotNull();
    check(what, map.key(), key);
    check(what, map.value(), value);
  }

  private static void checkFields(String what, StructType struct, Row row) {
    assertThat(row.size()).as(what).isEqualTo(struct.size());
    for (int i = 0; i < struct.size(); i++) {
      check(what, struct.field(i).type(), row.value(i));
    }
  }

  private static Class<?> javaClass(PrimitiveType type) {
    return switch (type) {
      case STRING -> String.class;
      case BOOLEAN -> Boolean.class;
      case INT, DATE -> Integer.class;
      case BIGINT, TIMESTAMP -> Long.class;
      case DOUBLE -> Double.class;
      case BINARY -> byte[].class;
    };
  }
}
