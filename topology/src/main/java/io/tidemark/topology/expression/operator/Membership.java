package io.tidemark.topology.expression.operator;

import io.tidemark.row.DataType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.NullSafe;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.value.ValueOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** {@code value IN (…)}: unknown if it is in none, but one of them, or the value, is null. */
public final class Membership {

  private Membership() {}

  public static Operand of(Source source, Operand value, List<Operand> candidates) {
    List<Operand> all = new ArrayList<>(candidates);
    all.add(0, value);
    DataType type = Comparison.common(source, all);
    List<Operand> parts = all.stream().map(o -> Coercion.to(type, o)).toList();
    List<Operand> list = parts.subList(1, parts.size());
    Evaluator evaluator =
        list.stream().allMatch(Operand::isConstant)
            ? inSet(parts.get(0), list, type)
            : inList(parts.get(0), list, type);
    return Operand.of(source, PrimitiveType.BOOLEAN, evaluator, parts);
  }

  private static Evaluator inSet(Operand value, List<Operand> constants, DataType type) {
    Set<Object> values = set(type);
    boolean hasNull = false;
    for (Operand constant : constants) {
      Object item = constant.value();
      if (item == null) {
        hasNull = true;
      } else {
        values.add(item);
      }
    }
    Boolean otherwise = hasNull ? null : Boolean.FALSE;
    return NullSafe.unary(value, item -> values.contains(item) ? Boolean.TRUE : otherwise);
  }

  /** Hashed where equal values are equal objects, otherwise by their order. */
  private static Set<Object> set(DataType type) {
    return ValueOrder.isPlain(type) ? new HashSet<>() : new TreeSet<>(ValueOrder.of(type));
  }

  private static Evaluator inList(Operand value, List<Operand> candidates, DataType type) {
    BiPredicate<Object, Object> equality = ValueOrder.equality(type);
    Evaluator[] items = candidates.stream().map(Operand::evaluator).toArray(Evaluator[]::new);
    return row -> {
      Object subject = value.evaluator().evaluate(row);
      if (subject == null) {
        return null;
      }
      Boolean answer = Boolean.FALSE;
      for (Evaluator item : items) {
        Object candidate = item.evaluate(row);
        if (candidate == null) {
          answer = null;
        } else if (equality.test(subject, candidate)) {
          return true;
        }
      }
      return answer;
    };
  }
}
