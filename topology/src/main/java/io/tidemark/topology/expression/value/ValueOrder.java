package io.tidemark.topology.expression.value;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Spark's order of the values of a type: texts by their UTF-8 bytes, NaN equal to itself and above
 * all numbers, 0.0 equal to -0.0. Inside arrays and structs null comes first.
 */
public final class ValueOrder {

  private ValueOrder() {}

  /**
   * Compares two non-null values of this type. Thread-safe.
   *
   * @throws IllegalArgumentException for a type without an order: a MAP, or one with a MAP in it
   */
  public static Comparator<Object> of(DataType type) {
    if (type instanceof PrimitiveType primitive) {
      return switch (primitive) {
        case STRING -> (a, b) -> compareTexts((String) a, (String) b);
        case BOOLEAN -> (a, b) -> Boolean.compare((Boolean) a, (Boolean) b);
        case INT, DATE -> (a, b) -> Integer.compare((Integer) a, (Integer) b);
        case BIGINT, TIMESTAMP -> (a, b) -> Long.compare((Long) a, (Long) b);
        case DOUBLE -> (a, b) -> compareDoubles((Double) a, (Double) b);
        case BINARY -> (a, b) -> Arrays.compareUnsigned((byte[]) a, (byte[]) b);
      };
    }
    if (type instanceof DecimalType) {
      return (a, b) -> ((BigDecimal) a).compareTo((BigDecimal) b);
    }
    if (type instanceof ArrayType array) {
      return ofArrays(Comparator.nullsFirst(of(array.element())));
    }
    if (type instanceof StructType struct) {
      return ofStructs(struct);
    }
    throw new IllegalArgumentException(type + " has no order");
  }

  /** Whether two non-null values of this type are the same to Spark. Thread-safe. */
  public static BiPredicate<Object, Object> equality(DataType type) {
    if (isPlain(type)) {
      return Object::equals;
    }
    Comparator<Object> order = of(type);
    return (a, b) -> order.compare(a, b) == 0;
  }

  /** Whether equal values are equal objects, so that they may be hashed. */
  public static boolean isPlain(DataType type) {
    return type instanceof PrimitiveType
        && type != PrimitiveType.DOUBLE
        && type != PrimitiveType.BINARY;
  }

  /** By UTF-8 bytes, which is the order of code points: surrogates come after the other units. */
  public static int compareTexts(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean isPlain = x < Character.MIN_SURROGATE || y < Character.MIN_SURROGATE;
        return isPlain ? x - y : rank(x) - rank(y);
      }
    }
    return a.length() - b.length();
  }

  public static int compareDoubles(double a, double b) {
    if (a < b) {
      return -1;
    }
    if (a > b) {
      return 1;
    }
    return a == b ? 0 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }

  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }

  private static Comparator<Object> ofArrays(Comparator<@Nullable Object> elements) {
    return (a, b) -> {
      List<?> left = (List<?>) a;
      List<?> right = (List<?>) b;
      int length = Math.min(left.size(), right.size());
      for (int i = 0; i < length; i++) {
        int order = elements.compare(left.get(i), right.get(i));
        if (order != 0) {
          return order;
        }
      }
      return left.size() - right.size();
    };
  }

  private static Comparator<Object> ofStructs(StructType struct) {
    List<Comparator<@Nullable Object>> fields = new ArrayList<>();
    struct.fields().forEach(f -> fields.add(Comparator.nullsFirst(of(f.type()))));
    return (a, b) -> {
      for (int i = 0; i < fields.size(); i++) {
        int order = fields.get(i).compare(((Row) a).value(i), ((Row) b).value(i));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }
}
