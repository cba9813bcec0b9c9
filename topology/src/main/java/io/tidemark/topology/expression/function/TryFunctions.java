package io.tidemark.topology.expression.function;

import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.Arithmetic;
import io.tidemark.topology.expression.operator.ArithmeticSign;
import java.util.List;

/** Arithmetic that is null where the operator would make the record a bad one. */
final class TryFunctions {

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Arithmetic that gives null where `+ - * / %` would make a bad record",
          List.of(
              arithmetic("try_add", ArithmeticSign.ADD)
                  .example("try_add(2147483647, 1)", "NULL")
                  .binds("number", call -> trying(call, ArithmeticSign.ADD)),
              arithmetic("try_subtract", ArithmeticSign.SUBTRACT)
                  .example("try_subtract(2, 1)", "1")
                  .binds("number", call -> trying(call, ArithmeticSign.SUBTRACT)),
              arithmetic("try_multiply", ArithmeticSign.MULTIPLY)
                  .example("try_multiply(2147483647, 2)", "NULL")
                  .binds("number", call -> trying(call, ArithmeticSign.MULTIPLY)),
              arithmetic("try_divide", ArithmeticSign.DIVIDE)
                  .example("try_divide(3, 2)", "1.5")
                  .example("try_divide(3, 0)", "NULL")
                  .binds("number", call -> trying(call, ArithmeticSign.DIVIDE)),
              arithmetic("try_mod", ArithmeticSign.REMAINDER)
                  .example("try_mod(3, 0)", "NULL")
                  .binds("number", call -> trying(call, ArithmeticSign.REMAINDER))));

  private TryFunctions() {}

  private static FunctionBuilder arithmetic(String name, ArithmeticSign sign) {
    return named(name)
        .takes("left", Accepts.NUMBER)
        .takes("right", Accepts.NUMBER)
        .does("As `%s`.".formatted(sign.written()));
  }

  private static Operand trying(Call call, ArithmeticSign sign) {
    return Arithmetic.trying(call.source(), sign, call.argument(0), call.argument(1));
  }
}
