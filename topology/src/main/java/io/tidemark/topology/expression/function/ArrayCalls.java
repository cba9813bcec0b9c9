package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.BIGINT;
import static io.tidemark.row.PrimitiveType.BOOLEAN;
import static io.tidemark.row.PrimitiveType.INT;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.MapType;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.Access;
import io.tidemark.topology.expression.operator.Comparison;
import io.tidemark.topology.expression.type.Types;
import io.tidemark.topology.expression.value.ValueOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Calls whose first argument is an array. */
final class ArrayCalls {

  private ArrayCalls() {}

  static Operand elementAt(Call call) {
    return elementAt(call, true);
  }

  static Operand tryElementAt(Call call) {
    return elementAt(call, false);
  }

  static Operand contains(Call call) {
    Call alike = alike(call);
    BiPredicate<Object, Object> equality = ValueOrder.equality(alike.type(1));
    return alike.binary(
        BOOLEAN,
        (list, value) -> {
          Boolean answer = Boolean.FALSE;
          for (Object item : (List<?>) list) {
            if (item == null) {
              answer = null;
            } else if (equality.test(item, value)) {
              return true;
            }
          }
          return answer;
        });
  }

  static Operand position(Call call) {
    Call alike = alike(call);
    BiPredicate<Object, Object> equality = ValueOrder.equality(alike.type(1));
    return alike.binary(
        BIGINT,
        (list, value) -> {
          long position = 0;
          for (Object item : (List<?>) list) {
            position++;
            if (item != null && equality.test(item, value)) {
              return position;
            }
          }
          return 0L;
        });
  }

  static Operand distinct(Call call) {
    Comparator<@Nullable Object> order = Comparator.nullsFirst(order(call));
    return call.unary(
        call.type(0),
        list -> {
          TreeSet<@Nullable Object> seen = new TreeSet<>(order);
          List<@Nullable Object> distinct = new ArrayList<>();
          for (Object item : (List<?>) list) {
            if (seen.add(item)) {
              distinct.add(item);
            }
          }
          return distinct;
        });
  }

  static Operand extreme(Call call, int direction) {
    Comparator<Object> order = order(call);
    return call.unary(
        element(call),
        list -> {
          Object best = null;
          for (Object item : (List<?>) list) {
            if (item != null && (best == null || order.compare(item, best) * direction > 0)) {
              best = item;
            }
          }
          return best;
        });
  }

  static Operand sort(Call call) {
    Comparator<@Nullable Object> ascending = Comparator.nullsFirst(order(call));
    Comparator<@Nullable Object> descending = ascending.reversed();
    return call.binary(
        call.type(0),
        (list, isAscending) -> {
          List<@Nullable Object> sorted = new ArrayList<>((List<?>) list);
          sorted.sort((Boolean) isAscending ? ascending : descending);
          return sorted;
        });
  }

  static Operand flatten(Call call) {
    if (!(element(call) instanceof ArrayType inner)) {
      throw call.argument(0)
          .source()
          .problem("flatten takes an array of arrays, found " + Types.name(call.type(0)));
    }
    return call.unary(
        inner,
        lists -> {
          List<@Nullable Object> all = new ArrayList<>();
          for (Object list : (List<?>) lists) {
            if (list == null) {
              return null;
            }
            all.addAll((List<?>) list);
          }
          return all;
        });
  }

  static Object slice(Object[] values) {
    List<?> list = (List<?>) values[0];
    int position = (Integer) values[1];
    int length = (Integer) values[2];
    if (position == 0 || length < 0) {
      throw new BadValueException(
          "slice takes a position other than 0 and a length of 0 or more, not %d and %d"
              .formatted(position, length));
    }
    long start = position > 0 ? position - 1L : (long) list.size() + position;
    boolean isInside = start >= 0 && start < list.size();
    return isInside
        ? new ArrayList<>(list.subList((int) start, (int) Math.min(start + length, list.size())))
        : new ArrayList<>();
  }

  private static Operand elementAt(Call call, boolean isStrict) {
    if (call.type(0) instanceof MapType) {
      return Access.element(call.source(), call.argument(0), call.argument(1));
    }
    Operand position = Accepts.exactly(INT).accept(call.argument(1));
    if (position == null) {
      throw call.argument(1)
          .source()
          .problem("expected a position, found " + Types.name(call.type(1)));
    }
    return call.with(List.of(call.argument(0), position))
        .binary(element(call), (list, p) -> elementAt((List<?>) list, (Integer) p, isStrict));
  }

  private static @Nullable Object elementAt(List<?> list, int position, boolean isStrict) {
    int index = position > 0 ? position - 1 : list.size() + position;
    if (position != 0 && index >= 0 && index < list.size()) {
      return list.get(index);
    }
    if (isStrict || position == 0) {
      throw new BadValueException(
          "no element at position %d of an array of %d".formatted(position, list.size()));
    }
    return null;
  }

  /** The array and the value, both cast to the type in which they are compared. */
  private static Call alike(Call call) {
    Operand array = call.argument(0);
    Operand element = Operand.constant(array.source(), element(call), null);
    DataType type = Comparison.common(call.source(), List.of(element, call.argument(1)));
    return call.with(
        List.of(Coercion.to(new ArrayType(type), array), Coercion.to(type, call.argument(1))));
  }

  private static Comparator<Object> order(Call call) {
    // Of an array of nulls, no two elements are ever compared.
    DataType element = Types.isNull(element(call)) ? BOOLEAN : element(call);
    if (!Types.isOrdered(element)) {
      throw call.argument(0).source().problem("cannot compare " + Types.name(element));
    }
    return ValueOrder.of(element);
  }

  private static DataType element(Call call) {
    return ((ArrayType) call.type(0)).element();
  }
}
