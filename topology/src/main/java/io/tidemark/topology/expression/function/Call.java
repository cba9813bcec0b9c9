package io.tidemark.topology.expression.function;

import io.tidemark.row.DataType;
import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.expression.operand.Binary;
import io.tidemark.topology.expression.operand.NullSafe;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.operand.Variadic;
import io.tidemark.topology.expression.syntax.Source;
import java.time.InstantSource;
import java.util.List;

/**
 * A call of a scalar function.
 *
 * @param source the whole call
 * @param arguments as written; inside the function, cast to what its parameters take, and with the
 *     values of those that were left out
 */
public record Call(Source source, String name, List<Operand> arguments, InstantSource clock) {

  public Call {
    arguments = List.copyOf(arguments);
  }

  Operand argument(int position) {
    return arguments.get(position);
  }

  DataType type(int position) {
    return arguments.get(position).type();
  }

  int size() {
    return arguments.size();
  }

  /** The call's result, computed from the arguments alone. */
  Operand returns(DataType type, Evaluator evaluator) {
    return Operand.of(source, type, evaluator, arguments);
  }

  /** The same function of other arguments. */
  Call with(List<Operand> others) {
    return new Call(source, name, others, clock);
  }

  /** Null if the argument is, otherwise what the function makes of it. */
  Operand unary(DataType type, Unary function) {
    return returns(type, NullSafe.unary(argument(0), function));
  }

  Operand binary(DataType type, Binary function) {
    return returns(type, NullSafe.binary(argument(0), argument(1), function));
  }

  Operand variadic(DataType type, Variadic function) {
    return returns(type, NullSafe.variadic(arguments, function));
  }
}
