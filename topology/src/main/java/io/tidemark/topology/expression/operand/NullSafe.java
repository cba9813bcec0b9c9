package io.tidemark.topology.expression.operand;

import io.tidemark.topology.expression.Evaluator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluators of what is null as soon as one of its parts is. */
public final class NullSafe {

  private NullSafe() {}

  public static Evaluator unary(Operand part, Unary function) {
    Evaluator evaluator = part.evaluator();
    return row -> {
      Object value = evaluator.evaluate(row);
      return value == null ? null : function.apply(value);
    };
  }

  public static Evaluator binary(Operand first, Operand second, Binary function) {
    if (second.isConstant()) {
      return withConstant(first, second.value(), function);
    }
    Evaluator left = first.evaluator();
    Evaluator right = second.evaluator();
    return row -> {
      Object a = left.evaluate(row);
      if (a == null) {
        return null;
      }
      Object b = right.evaluate(row);
      return b == null ? null : function.apply(a, b);
    };
  }

  public static Evaluator variadic(List<Operand> parts, Variadic function) {
    Evaluator[] evaluators = parts.stream().map(Operand::evaluator).toArray(Evaluator[]::new);
    return row -> {
      Object[] values = new Object[evaluators.length];
      for (int i = 0; i < values.length; i++) {
        Object value = evaluators[i].evaluate(row);
        if (value == null) {
          return null;
        }
        values[i] = value;
      }
      return function.apply(values);
    };
  }

  private static Evaluator withConstant(Operand first, @Nullable Object b, Binary function) {
    if (b == null) {
      return row -> null;
    }
    Evaluator left = first.evaluator();
    return row -> {
      Object a = left.evaluate(row);
      return a == null ? null : function.apply(a, b);
    };
  }
}
