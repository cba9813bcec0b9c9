package io.tidemark.topology.expression.operator;

import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.NullSafe;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.type.Types;
import java.util.List;

/** Three-valued logic: null is unknown, and the right side is evaluated only if it matters. */
public final class Logic {

  private Logic() {}

  public static Operand and(Source source, Operand left, Operand right) {
    return connected(source, left, right, Boolean.FALSE);
  }

  public static Operand or(Source source, Operand left, Operand right) {
    return connected(source, left, right, Boolean.TRUE);
  }

  public static Operand not(Source source, Operand operand) {
    Operand condition = condition(operand);
    return Operand.of(
        source,
        PrimitiveType.BOOLEAN,
        NullSafe.unary(condition, value -> !(Boolean) value),
        List.of(condition));
  }

  public static Operand isNull(Source source, Operand operand) {
    Evaluator evaluator = operand.evaluator();
    return Operand.of(
        source, PrimitiveType.BOOLEAN, row -> evaluator.evaluate(row) == null, List.of(operand));
  }

  public static Operand isNotNull(Source source, Operand operand) {
    Evaluator evaluator = operand.evaluator();
    return Operand.of(
        source, PrimitiveType.BOOLEAN, row -> evaluator.evaluate(row) != null, List.of(operand));
  }

  /** {@code IS TRUE}, {@code IS FALSE}: unknown is neither. */
  public static Operand is(Source source, Operand operand, Boolean truth) {
    Operand condition = condition(operand);
    Evaluator evaluator = condition.evaluator();
    return Operand.of(
        source,
        PrimitiveType.BOOLEAN,
        row -> truth.equals(evaluator.evaluate(row)),
        List.of(condition));
  }

  /**
   * The operand as a BOOLEAN.
   *
   * @throws io.tidemark.topology.expression.ExpressionException if it is none
   */
  public static Operand condition(Operand operand) {
    if (!Coercion.isImplicit(operand.type(), PrimitiveType.BOOLEAN)) {
      throw operand
          .source()
          .problem("expected a condition (BOOLEAN), found " + Types.name(operand.type()));
    }
    return Coercion.to(PrimitiveType.BOOLEAN, operand);
  }

  /** AND and OR: the one value that decides by itself decides, else unknown wins. */
  private static Operand connected(Source source, Operand left, Operand right, Boolean deciding) {
    Operand first = condition(left);
    Operand second = condition(right);
    Evaluator a = first.evaluator();
    Evaluator b = second.evaluator();
    Evaluator evaluator =
        row -> {
          Object x = a.evaluate(row);
          if (deciding.equals(x)) {
            return x;
          }
          Object y = b.evaluate(row);
          return deciding.equals(y) || x != null ? y : null;
        };
    return Operand.of(source, PrimitiveType.BOOLEAN, evaluator, List.of(first, second));
  }
}
