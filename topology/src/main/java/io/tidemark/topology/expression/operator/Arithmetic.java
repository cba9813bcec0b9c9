package io.tidemark.topology.expression.operator;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.Binary;
import io.tidemark.topology.expression.operand.NullSafe;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.type.CommonType;
import io.tidemark.topology.expression.type.Decimals;
import io.tidemark.topology.expression.type.Types;
import java.math.BigDecimal;
import java.util.List;

/**
 * Arithmetic on numbers as in Spark's ANSI mode: a result that its type can't hold and a division
 * by zero are bad values. Times and intervals go to {@link TimeArithmetic}.
 */
public final class Arithmetic {

  private Arithmetic() {}

  public static Operand of(Source source, ArithmeticSign sign, Operand left, Operand right) {
    if (TimeArithmetic.applies(left, right)) {
      return TimeArithmetic.of(source, sign, left, right);
    }
    Plan plan = plan(source, sign, left, right);
    return plan.operand(source, plan.function);
  }

  /** As {@link #of} for numbers, but null where the result would be a bad value. */
  public static Operand trying(Source source, ArithmeticSign sign, Operand left, Operand right) {
    Plan plan = plan(source, sign, left, right);
    return plan.operand(source, lenient(plan.function));
  }

  public static Operand negated(Source source, Operand operand) {
    if (Types.isInterval(operand.type())) {
      return TimeArithmetic.negated(source, operand);
    }
    Operand number = number(source, "negate", operand);
    Unary negation = negation(number.type());
    return Operand.of(source, number.type(), NullSafe.unary(number, negation), List.of(number));
  }

  /** The operand as a number; a text becomes DOUBLE. */
  public static Operand number(Source source, String verb, Operand operand) {
    if (operand.type() == PrimitiveType.STRING || Types.isNull(operand.type())) {
      return Coercion.to(PrimitiveType.DOUBLE, operand);
    }
    if (!Types.isNumeric(operand.type())) {
      throw source.problem("cannot " + verb + " " + Types.name(operand.type()));
    }
    return operand;
  }

  private static Plan plan(Source source, ArithmeticSign sign, Operand left, Operand right) {
    DataType common = common(left.type(), right.type());
    if (!Types.isNumeric(common)
        || (sign == ArithmeticSign.DIV && common == PrimitiveType.DOUBLE)) {
      throw source.problem(sign.refusal(Types.name(left.type()), Types.name(right.type())));
    }
    if (common instanceof DecimalType) {
      return decimals(sign, decimal(left), decimal(right));
    }
    PrimitiveType type =
        switch (sign) {
          case DIVIDE -> PrimitiveType.DOUBLE;
          case DIV -> PrimitiveType.BIGINT;
          default -> (PrimitiveType) common;
        };
    Binary function =
        switch (type) {
          case INT -> IntArithmetic.of(sign);
          case BIGINT -> BigintArithmetic.of(sign);
          default -> DoubleArithmetic.of(sign);
        };
    return new Plan(type, Coercion.to(type, left), Coercion.to(type, right), function);
  }

  private static DataType common(DataType left, DataType right) {
    boolean isUnknown = Types.isNull(left) && Types.isNull(right);
    return isUnknown ? PrimitiveType.DOUBLE : CommonType.of(left, right).orElse(Types.NULL);
  }

  private static Plan decimals(ArithmeticSign sign, Operand left, Operand right) {
    DecimalArithmetic arithmetic =
        new DecimalArithmetic((DecimalType) left.type(), (DecimalType) right.type());
    return new Plan(arithmetic.type(sign), left, right, arithmetic.function(sign));
  }

  /** A whole number that is a constant takes only as many digits as it has. */
  private static Operand decimal(Operand operand) {
    if (operand.type() instanceof DecimalType) {
      return operand;
    }
    boolean isKnown = operand.isConstant() && Types.isIntegral(operand.type());
    DecimalType type =
        isKnown && operand.value() instanceof Number number
            ? Decimals.ofConstant(number)
            : Decimals.of(operand.type());
    return Coercion.to(type, operand);
  }

  private static Unary negation(DataType type) {
    if (type instanceof DecimalType) {
      return value -> ((BigDecimal) value).negate();
    }
    return switch ((PrimitiveType) type) {
      case INT -> value -> IntArithmetic.subtract(0, value);
      case BIGINT -> value -> BigintArithmetic.subtract(0L, value);
      default -> value -> -(Double) value;
    };
  }

  private static Binary lenient(Binary function) {
    return (a, b) -> {
      try {
        return function.apply(a, b);
      } catch (BadValueException e) {
        return null; // which is what try_add and its like promise
      }
    };
  }

  private record Plan(DataType type, Operand left, Operand right, Binary function) {

    Operand operand(Source source, Binary applied) {
      return Operand.of(source, type, NullSafe.binary(left, right, applied), List.of(left, right));
    }
  }
}
