package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.BOOLEAN;
import static io.tidemark.row.PrimitiveType.DOUBLE;
import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.Branching;
import io.tidemark.topology.expression.operator.Comparison;
import io.tidemark.topology.expression.operator.Logic;
import java.util.List;

/** Nulls, NaN and conditions. Unlike most functions, these take null for a value like another. */
final class NullFunctions {

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Nulls and conditions",
          List.of(
              named("coalesce")
                  .takes("value", Accepts.ANY)
                  .takesMore("more", Accepts.ANY)
                  .does("The first value that is not null.")
                  .example("coalesce(NULL, 1, NULL)", "1")
                  .binds("the common type", NullFunctions::firstNotNull),
              named("nvl", "ifnull")
                  .takes("value", Accepts.ANY)
                  .takes("otherwise", Accepts.ANY)
                  .does("The value, or the other one if it is null.")
                  .example("nvl(NULL, 'none')", "none")
                  .binds("the common type", NullFunctions::firstNotNull),
              named("nvl2")
                  .takes("value", Accepts.ANY)
                  .takes("then", Accepts.ANY)
                  .takes("otherwise", Accepts.ANY)
                  .does("The second value if the first is not null, otherwise the third.")
                  .example("nvl2(NULL, 2, 1)", "1")
                  .binds("the common type", NullFunctions::ifNotNull),
              named("nullif")
                  .takes("value", Accepts.ANY)
                  .takes("other", Accepts.ANY)
                  .does("Null if both are equal, otherwise the first.")
                  .example("nullif('n/a', 'n/a')", "NULL")
                  .binds("as the first", NullFunctions::nullIfEqual),
              named("if")
                  .takes("condition", BOOLEAN)
                  .takes("then", Accepts.ANY)
                  .takes("otherwise", Accepts.ANY)
                  .does("The second if the condition is true, otherwise the third.")
                  .example("if(1 < 2, 'a', 'b')", "a")
                  .binds("the common type", NullFunctions::choice),
              named("isnull")
                  .takes("value", Accepts.ANY)
                  .does("Whether it is null; as `IS NULL`.")
                  .example("isnull(1)", "false")
                  .binds("BOOLEAN", call -> Logic.isNull(call.source(), call.argument(0))),
              named("isnotnull")
                  .takes("value", Accepts.ANY)
                  .does("Whether it is not null; as `IS NOT NULL`.")
                  .example("isnotnull(1)", "true")
                  .binds("BOOLEAN", call -> Logic.isNotNull(call.source(), call.argument(0))),
              named("isnan")
                  .takes("number", DOUBLE)
                  .does("Whether it is NaN; false for null.")
                  .example("isnan(CAST('NaN' AS DOUBLE))", "true")
                  .example("isnan(NULL)", "false")
                  .binds("BOOLEAN", NullFunctions::isNaN),
              named("nanvl")
                  .takes("number", DOUBLE)
                  .takes("otherwise", DOUBLE)
                  .does("The number, or the other one if it is NaN.")
                  .example("nanvl(CAST('NaN' AS DOUBLE), 123)", "123.0")
                  .binds("DOUBLE", NullFunctions::notNaN)));

  private NullFunctions() {}

  private static Operand firstNotNull(Call call) {
    return Branching.firstNotNull(call.source(), call.arguments());
  }

  private static Operand ifNotNull(Call call) {
    return Branching.of(
        call.source(),
        List.of(Logic.isNotNull(call.source(), call.argument(0))),
        List.of(call.argument(1), call.argument(2)));
  }

  private static Operand choice(Call call) {
    return Branching.of(
        call.source(), List.of(call.argument(0)), List.of(call.argument(1), call.argument(2)));
  }

  private static Operand nullIfEqual(Call call) {
    Operand value = call.argument(0);
    Operand equal = Comparison.of(call.source(), "=", value, call.argument(1));
    Evaluator isEqual = equal.evaluator();
    return Operand.of(
        call.source(),
        value.type(),
        row -> Boolean.TRUE.equals(isEqual.evaluate(row)) ? null : value.evaluator().evaluate(row),
        List.of(value, equal));
  }

  private static Operand isNaN(Call call) {
    Evaluator number = call.argument(0).evaluator();
    return call.returns(
        BOOLEAN, row -> number.evaluate(row) instanceof Double value && value.isNaN());
  }

  private static Operand notNaN(Call call) {
    Evaluator number = call.argument(0).evaluator();
    Evaluator otherwise = call.argument(1).evaluator();
    return call.returns(
        DOUBLE,
        row -> {
          Object value = number.evaluate(row);
          return value instanceof Double x && x.isNaN() ? otherwise.evaluate(row) : value;
        });
  }
}
