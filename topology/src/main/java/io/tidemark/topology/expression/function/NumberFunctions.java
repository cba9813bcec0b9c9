package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.BIGINT;
import static io.tidemark.row.PrimitiveType.DOUBLE;
import static io.tidemark.row.PrimitiveType.INT;
import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.Arithmetic;
import io.tidemark.topology.expression.operator.ArithmeticSign;
import io.tidemark.topology.expression.operator.Branching;
import io.tidemark.topology.expression.operator.Comparison;
import io.tidemark.topology.expression.operator.Logic;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.value.ValueOrder;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Numbers made of numbers. */
final class NumberFunctions {

  private static final double LN_2 = Math.log(2);

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Numbers",
          List.of(
              named("abs")
                  .takes("value", Accepts.NUMBER)
                  .does("Without its sign.")
                  .example("abs(-1)", "1")
                  .example("abs(-2.50)", "2.50")
                  .binds("as the value", NumberFunctions::abs),
              named("sign", "signum")
                  .takes("number", DOUBLE)
                  .does("-1, 0 or 1.")
                  .example("sign(40)", "1.0")
                  .computes(DOUBLE, number -> Math.signum((Double) number)),
              named("mod")
                  .takes("value", Accepts.NUMBER)
                  .takes("divisor", Accepts.NUMBER)
                  .does("The remainder, with the number's sign; as `%`.")
                  .example("mod(-7, 3)", "-1")
                  .binds("number", call -> arithmetic(call, ArithmeticSign.REMAINDER)),
              named("pmod")
                  .takes("value", Accepts.NUMBER)
                  .takes("divisor", Accepts.NUMBER)
                  .does("The remainder, at or above 0 for a divisor above 0.")
                  .example("pmod(-7, 3)", "2")
                  .binds("number", NumberFunctions::positiveRemainder),
              named("sqrt")
                  .takes("number", DOUBLE)
                  .does("The square root; NaN below 0.")
                  .example("sqrt(4)", "2.0")
                  .computes(DOUBLE, number -> Math.sqrt((Double) number)),
              named("cbrt")
                  .takes("number", DOUBLE)
                  .does("The cube root.")
                  .example("cbrt(27.0)", "3.0")
                  .computes(DOUBLE, number -> Math.cbrt((Double) number)),
              named("pow", "power")
                  .takes("base", DOUBLE)
                  .takes("exponent", DOUBLE)
                  .does("The base to the power of the exponent.")
                  .example("pow(2, 3)", "8.0")
                  .combines(DOUBLE, (base, n) -> StrictMath.pow((Double) base, (Double) n)),
              named("exp")
                  .takes("number", DOUBLE)
                  .does("e to the power of the number.")
                  .example("exp(0)", "1.0")
                  .computes(DOUBLE, number -> StrictMath.exp((Double) number)),
              logarithm("ln", "The natural logarithm; null at or below 0.")
                  .example("ln(1)", "0.0")
                  .example("ln(0)", "NULL")
                  .computes(DOUBLE, number -> logarithm(number, StrictMath::log)),
              logarithm("log10", "The logarithm to base 10; null at or below 0.")
                  .example("log10(10)", "1.0")
                  .computes(DOUBLE, number -> logarithm(number, StrictMath::log10)),
              logarithm("log2", "The logarithm to base 2; null at or below 0.")
                  .example("log2(2)", "1.0")
                  .computes(DOUBLE, number -> logarithm(number, x -> StrictMath.log(x) / LN_2)),
              named("log")
                  .takes("baseOrNumber", DOUBLE)
                  .mayTake("number", Accepts.exactly(DOUBLE))
                  .does("The logarithm to a base, or the natural one; null at or below 0.")
                  .example("log(10, 100)", "2.0")
                  .binds("DOUBLE", NumberFunctions::logarithm),
              named("greatest")
                  .takes("value", Accepts.ORDERED)
                  .takes("other", Accepts.ORDERED)
                  .takesMore("more", Accepts.ORDERED)
                  .does("The greatest value that is not null.")
                  .example("greatest(10, 9, NULL, 4)", "10")
                  .binds("the common type", call -> extreme(call, 1)),
              named("least")
                  .takes("value", Accepts.ORDERED)
                  .takes("other", Accepts.ORDERED)
                  .takesMore("more", Accepts.ORDERED)
                  .does("The least value that is not null.")
                  .example("least(10, 9, NULL, 4)", "4")
                  .binds("the common type", call -> extreme(call, -1))));

  private NumberFunctions() {}

  private static FunctionBuilder logarithm(String name, String summary) {
    return named(name).takes("number", DOUBLE).does(summary);
  }

  private static Operand logarithm(Call call) {
    if (call.size() == 1) {
      return call.unary(DOUBLE, number -> logarithm(number, StrictMath::log));
    }
    return call.binary(
        DOUBLE,
        (base, number) ->
            (Double) base > 0
                ? logarithm(number, x -> StrictMath.log(x) / StrictMath.log((Double) base))
                : null);
  }

  private static @Nullable Object logarithm(Object number, DoubleUnaryOperator function) {
    return (Double) number > 0 ? function.applyAsDouble((Double) number) : null;
  }

  private static Operand abs(Call call) {
    DataType type = call.type(0);
    if (type instanceof DecimalType) {
      return call.unary(type, number -> ((BigDecimal) number).abs());
    }
    return switch ((PrimitiveType) type) {
      case INT -> call.unary(INT, number -> abs((Integer) number));
      case BIGINT -> call.unary(BIGINT, number -> abs((Long) number));
      default -> call.unary(DOUBLE, number -> Math.abs((Double) number));
    };
  }

  private static Object abs(int number) {
    if (number == Integer.MIN_VALUE) {
      throw new BadValueException("abs(" + number + ") is beyond INT");
    }
    return Math.abs(number);
  }

  private static Object abs(long number) {
    if (number == Long.MIN_VALUE) {
      throw new BadValueException("abs(" + number + ") is beyond BIGINT");
    }
    return Math.abs(number);
  }

  private static Operand arithmetic(Call call, ArithmeticSign sign) {
    return Arithmetic.of(call.source(), sign, call.argument(0), call.argument(1));
  }

  /** (r + b) % b where the remainder r is below 0, which for a divisor below 0 is r itself. */
  private static Operand positiveRemainder(Call call) {
    Source source = call.source();
    Operand remainder = arithmetic(call, ArithmeticSign.REMAINDER);
    Operand divisor = call.argument(1);
    Operand zero = Operand.constant(source, INT, 0);
    Operand isLifted =
        Logic.and(
            source,
            Comparison.of(source, "<", remainder, zero),
            Comparison.of(source, ">", divisor, zero));
    Operand sum = Arithmetic.of(source, ArithmeticSign.ADD, remainder, divisor);
    Operand lifted = Arithmetic.of(source, ArithmeticSign.REMAINDER, sum, divisor);
    return Branching.of(source, List.of(isLifted), List.of(lifted, remainder));
  }

  private static Operand extreme(Call call, int direction) {
    DataType type = Comparison.common(call.source(), call.arguments());
    Call alike = call.with(Branching.alike(call.source(), call.arguments()));
    Comparator<Object> order = ValueOrder.of(type);
    Evaluator[] evaluators =
        alike.arguments().stream().map(Operand::evaluator).toArray(Evaluator[]::new);
    return alike.returns(
        alike.type(0),
        row -> {
          Object best = null;
          for (Evaluator evaluator : evaluators) {
            Object value = evaluator.evaluate(row);
            if (value != null && (best == null || order.compare(value, best) * direction > 0)) {
              best = value;
            }
          }
          return best;
        });
  }
}
