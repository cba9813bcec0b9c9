package io.tidemark.topology.expression.operator;

import io.tidemark.row.DataType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.Binary;
import io.tidemark.topology.expression.operand.NullSafe;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.type.CommonType;
import io.tidemark.topology.expression.type.Types;
import io.tidemark.topology.expression.value.ValueOrder;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comparisons: both sides are cast to what they have in common, and null makes null. */
public final class Comparison {

  private Comparison() {}

  /**
   * Compares two operands; null if either is null.
   *
   * @param sign {@code = == <> != < <= > >= <=>}
   */
  public static Operand of(Source source, String sign, Operand left, Operand right) {
    DataType type = common(source, List.of(left, right));
    Operand a = Coercion.to(type, left);
    Operand b = Coercion.to(type, right);
    return Operand.of(
        source, PrimitiveType.BOOLEAN, NullSafe.binary(a, b, test(sign, type)), List.of(a, b));
  }

  /** {@code left <=> right}: two nulls are equal, and nothing is unknown. */
  public static Operand notDistinct(Source source, Operand left, Operand right) {
    DataType type = common(source, List.of(left, right));
    BiPredicate<Object, Object> equality = ValueOrder.equality(type);
    Operand first = Coercion.to(type, left);
    Operand second = Coercion.to(type, right);
    Evaluator evaluator =
        row -> {
          Object a = first.evaluator().evaluate(row);
          Object b = second.evaluator().evaluate(row);
          return (a == null || b == null) ? a == b : equality.test(a, b);
        };
    return Operand.of(source, PrimitiveType.BOOLEAN, evaluator, List.of(first, second));
  }

  /** {@code value BETWEEN low AND high}: the value is evaluated once. */
  public static Operand between(Source source, Operand value, Operand low, Operand high) {
    DataType type = common(source, List.of(value, low, high));
    Operand v = Coercion.to(type, value);
    Operand from = Coercion.to(type, low);
    Operand to = Coercion.to(type, high);
    Comparator<Object> order = ValueOrder.of(type);
    Evaluator evaluator =
        row -> {
          Object subject = v.evaluator().evaluate(row);
          return subject == null
              ? null
              : between(
                  subject, from.evaluator().evaluate(row), to.evaluator().evaluate(row), order);
        };
    return Operand.of(source, PrimitiveType.BOOLEAN, evaluator, List.of(v, from, to));
  }

  /**
   * The type in which these are compared.
   *
   * @throws io.tidemark.topology.expression.ExpressionException if there is none with an order
   */
  public static DataType common(Source source, List<Operand> operands) {
    List<DataType> types = operands.stream().map(Operand::type).toList();
    DataType common = CommonType.of(types).orElse(Types.INTERVAL);
    if (Types.isNull(common)) {
      return PrimitiveType.BOOLEAN; // of nulls only: any type will do
    }
    if (!Types.isOrdered(common)) {
      String names = types.stream().map(Types::name).collect(Collectors.joining(" with "));
      throw source.problem("cannot compare " + names);
    }
    return common;
  }

  private static @Nullable Boolean between(
      Object subject, @Nullable Object from, @Nullable Object to, Comparator<Object> order) {
    if ((from != null && order.compare(subject, from) < 0)
        || (to != null && order.compare(subject, to) > 0)) {
      return false;
    }
    return (from == null || to == null) ? null : Boolean.TRUE;
  }

  private static Binary test(String sign, DataType type) {
    BiPredicate<Object, Object> equality = ValueOrder.equality(type);
    Comparator<Object> order = ValueOrder.of(type);
    return switch (sign) {
      case "=", "==" -> equality::test;
      case "<>", "!=" -> (a, b) -> !equality.test(a, b);
      case "<" -> (a, b) -> order.compare(a, b) < 0;
      case "<=" -> (a, b) -> order.compare(a, b) <= 0;
      case ">" -> (a, b) -> order.compare(a, b) > 0;
      case ">=" -> (a, b) -> order.compare(a, b) >= 0;
      default -> throw new IllegalStateException("no comparison " + sign);
    };
  }
}
