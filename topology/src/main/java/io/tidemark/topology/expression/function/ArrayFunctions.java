package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.BOOLEAN;
import static io.tidemark.row.PrimitiveType.INT;
import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.row.ArrayType;
import io.tidemark.row.MapType;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.Access;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Looking into arrays and maps. */
final class ArrayFunctions {

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Arrays and maps",
          List.of(
              named("size", "cardinality")
                  .takes("values", Accepts.ARRAY_OR_MAP)
                  .does("The number of elements or entries.")
                  .example("size(array('b', 'd', 'c', 'a'))", "4")
                  .example("size(map('a', 1, 'b', 2))", "2")
                  .binds("INT", call -> call.unary(INT, ArrayFunctions::size)),
              named("get")
                  .takes("array", Accepts.ARRAY)
                  .takes("index", INT)
                  .does("The element at an index from 0; null beyond the end; as `array[index]`.")
                  .example("get(array(1, 2, 3), 0)", "1")
                  .example("get(array(1, 2, 3), 3)", "NULL")
                  .binds(
                      "the element type",
                      c -> Access.element(c.source(), c.argument(0), c.argument(1))),
              named("element_at")
                  .takes("values", Accepts.ARRAY_OR_MAP)
                  .takes("key", Accepts.ANY)
                  .does(
                      "The element at a position from 1, or from the end if negative, beyond which"
                          + " it is a bad record; or the value of a map's key, or null.")
                  .example("element_at(array(1, 2, 3), -1)", "3")
                  .example("element_at(map(1, 'a', 2, 'b'), 2)", "b")
                  .binds("the element type", ArrayCalls::elementAt),
              named("try_element_at")
                  .takes("values", Accepts.ARRAY_OR_MAP)
                  .takes("key", Accepts.ANY)
                  .does("As `element_at`, but null beyond the end.")
                  .example("try_element_at(array(1, 2, 3), 4)", "NULL")
                  .binds("the element type", ArrayCalls::tryElementAt),
              named("array_contains")
                  .takes("array", Accepts.ARRAY)
                  .takes("value", Accepts.ORDERED)
                  .does("Whether the value is in it; null if it isn't, but a null is.")
                  .example("array_contains(array(1, 2, 3), 2)", "true")
                  .binds("BOOLEAN", ArrayCalls::contains),
              named("array_position")
                  .takes("array", Accepts.ARRAY)
                  .takes("value", Accepts.ORDERED)
                  .does("The position of the first such element, from 1; 0 if there is none.")
                  .example("array_position(array(312, 773, 708, 708), 708)", "3")
                  .binds("BIGINT", ArrayCalls::position),
              named("array_distinct")
                  .takes("array", Accepts.ARRAY)
                  .does("Without elements that were there before.")
                  .example("array_distinct(array(1, 2, 3, NULL, 3))", "[1, 2, 3, null]")
                  .binds("as the array", ArrayCalls::distinct),
              named("array_max")
                  .takes("array", Accepts.ARRAY)
                  .does("The greatest element that is not null.")
                  .example("array_max(array(1, 20, NULL, 3))", "20")
                  .binds("the element type", call -> ArrayCalls.extreme(call, 1)),
              named("array_min")
                  .takes("array", Accepts.ARRAY)
                  .does("The least element that is not null.")
                  .example("array_min(array(1, 20, NULL, 3))", "1")
                  .binds("the element type", call -> ArrayCalls.extreme(call, -1)),
              named("sort_array")
                  .takes("array", Accepts.ARRAY)
                  .mayTake("ascending", BOOLEAN, true)
                  .does("In order, nulls first; or descending, nulls last.")
                  .example("sort_array(array('b', 'd', NULL, 'c', 'a'))", "[null, a, b, c, d]")
                  .binds("as the array", ArrayCalls::sort),
              named("flatten")
                  .takes("arrays", Accepts.ARRAY)
                  .does("The elements of an array's arrays; null if one of those is null.")
                  .example("flatten(array(array(1, 2), array(3, 4)))", "[1, 2, 3, 4]")
                  .binds("the inner array type", ArrayCalls::flatten),
              named("slice")
                  .takes("array", Accepts.ARRAY)
                  .takes("position", INT)
                  .takes("length", INT)
                  .does("So many elements from a position on, from 1, or from the end if negative.")
                  .example("slice(array(1, 2, 3, 4), 2, 2)", "[2, 3]")
                  .example("slice(array(1, 2, 3, 4), -2, 2)", "[3, 4]")
                  .binds("as the array", call -> call.variadic(call.type(0), ArrayCalls::slice)),
              named("map_keys")
                  .takes("map", Accepts.MAP)
                  .does("Its keys.")
                  .example("map_keys(map(1, 'a', 2, 'b'))", "[1, 2]")
                  .binds("ARRAY", ArrayFunctions::keys),
              named("map_values")
                  .takes("map", Accepts.MAP)
                  .does("Its values.")
                  .example("map_values(map(1, 'a', 2, 'b'))", "[a, b]")
                  .binds("ARRAY", ArrayFunctions::values),
              named("map_contains_key")
                  .takes("map", Accepts.MAP)
                  .takes("key", Accepts.ORDERED)
                  .does("Whether there is such a key.")
                  .example("map_contains_key(map(1, 'a', 2, 'b'), 1)", "true")
                  .binds("BOOLEAN", call -> ArrayCalls.contains(call.with(keyed(call))))));

  private ArrayFunctions() {}

  private static Object size(Object values) {
    return values instanceof Map<?, ?> map ? map.size() : ((Collection<?>) values).size();
  }

  private static Operand keys(Call call) {
    MapType type = (MapType) call.type(0);
    return call.with(List.of(call.argument(0)))
        .unary(new ArrayType(type.key()), map -> new ArrayList<>(((Map<?, ?>) map).keySet()));
  }

  private static Operand values(Call call) {
    MapType type = (MapType) call.type(0);
    return call.unary(
        new ArrayType(type.value()), map -> new ArrayList<>(((Map<?, ?>) map).values()));
  }

  /** The map's keys, and the key. */
  private static List<Operand> keyed(Call call) {
    return List.of(keys(call), call.argument(1));
  }
}
