package io.tidemark.topology.expression.operator;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.Binary;
import io.tidemark.topology.expression.operand.NullSafe;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.type.Types;
import io.tidemark.topology.expression.value.ValueOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What is inside a value: {@code customer.name}, {@code items[0]}, {@code m['k']}. */
public final class Access {

  private Access() {}

  /**
   * A field of a struct; of an array of structs, the array of that field; of a map with texts as
   * keys, the value of that key.
   */
  public static Operand field(Source source, Operand base, String name) {
    DataType type = base.type();
    if (type instanceof StructType struct && !Types.isInterval(type) && !Types.isNull(type)) {
      int position = ColumnNames.of(struct).position(source, name);
      Unary field = row -> ((Row) row).value(position);
      return Operand.of(
          source, struct.field(position).type(), NullSafe.unary(base, field), List.of(base));
    }
    if (type instanceof ArrayType array && array.element() instanceof StructType struct) {
      int position = ColumnNames.of(struct).position(source, name);
      Unary fields = list -> fields((List<?>) list, position);
      return Operand.of(
          source,
          new ArrayType(struct.field(position).type()),
          NullSafe.unary(base, fields),
          List.of(base));
    }
    if (type instanceof MapType map && map.key() == PrimitiveType.STRING) {
      return element(source, base, Operand.constant(source, PrimitiveType.STRING, name));
    }
    throw source.problem(
        "'%s' is %s, which has no field '%s'"
            .formatted(base.source().text(), Types.name(type), name));
  }

  /**
   * The element at a 0-based index of an array, or null beyond its ends; the value of a key of a
   * map, or null; the field of a struct by its name.
   */
  public static Operand element(Source source, Operand base, Operand key) {
    if (base.type() instanceof MapType map) {
      return entry(source, base, expected(key, map.key()), map);
    }
    if (base.type() instanceof ArrayType array) {
      Binary element = (list, index) -> at((List<?>) list, (Integer) index);
      Operand index = expected(key, PrimitiveType.INT);
      return Operand.of(
          source, array.element(), NullSafe.binary(base, index, element), List.of(base, index));
    }
    if (base.type() instanceof StructType
        && key.isConstant()
        && key.value() instanceof String name) {
      return field(source, base, name);
    }
    throw source.problem(
        "'%s' is %s, which has no elements"
            .formatted(base.source().text(), Types.name(base.type())));
  }

  private static Operand entry(Source source, Operand base, Operand key, MapType map) {
    BiPredicate<Object, Object> equality = ValueOrder.equality(map.key());
    boolean isHashed = ValueOrder.isPlain(map.key());
    Binary lookup =
        (entries, k) ->
            isHashed ? ((Map<?, ?>) entries).get(k) : find((Map<?, ?>) entries, k, equality);
    return Operand.of(source, map.value(), NullSafe.binary(base, key, lookup), List.of(base, key));
  }

  private static @Nullable Object find(
      Map<?, ?> entries, Object key, BiPredicate<Object, Object> equality) {
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      if (equality.test(entry.getKey(), key)) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static @Nullable Object at(List<?> list, int index) {
    return index < 0 || index >= list.size() ? null : list.get(index);
  }

  private static List<@Nullable Object> fields(List<?> structs, int position) {
    List<@Nullable Object> fields = new ArrayList<>(structs.size());
    for (Object struct : structs) {
      fields.add(struct == null ? null : ((Row) struct).value(position));
    }
    return fields;
  }

  private static Operand expected(Operand key, DataType type) {
    if (!Coercion.isImplicit(key.type(), type)) {
      throw key.source()
          .problem("expected %s, found %s".formatted(Types.name(type), Types.name(key.type())));
    }
    return Coercion.to(type, key);
  }
}
