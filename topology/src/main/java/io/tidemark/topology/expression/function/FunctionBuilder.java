package io.tidemark.topology.expression.function;

import io.tidemark.row.DataType;
import io.tidemark.topology.expression.function.Parameter.Presence;
import io.tidemark.topology.expression.operand.Binary;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.operand.Variadic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Describes a function, parameter by parameter, ending with what it computes. */
final class FunctionBuilder {

  private final List<String> names;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<SqlFunction.Example> examples = new ArrayList<>();
  private String summary = "";

  FunctionBuilder(List<String> names) {
    this.names = names;
  }

  FunctionBuilder takes(String name, DataType type) {
    return takes(name, Accepts.exactly(type));
  }

  FunctionBuilder takes(String name, Accepts accepts) {
    parameters.add(new Parameter(name, accepts, Presence.REQUIRED, null));
    return this;
  }

  /** A last parameter that calls may leave out; the binder then finds one argument less. */
  FunctionBuilder mayTake(String name, Accepts accepts) {
    parameters.add(new Parameter(name, accepts, Presence.OPTIONAL, null));
    return this;
  }

  FunctionBuilder mayTake(String name, DataType type, Object fallback) {
    parameters.add(new Parameter(name, Accepts.exactly(type), Presence.OPTIONAL, fallback));
    return this;
  }

  FunctionBuilder takesMore(String name, Accepts accepts) {
    parameters.add(new Parameter(name, accepts, Presence.REPEATED, null));
    return this;
  }

  FunctionBuilder does(String sentence) {
    summary = sentence;
    return this;
  }

  FunctionBuilder example(String call, String result) {
    examples.add(new SqlFunction.Example(call, result));
    return this;
  }

  /** Null if the argument is null. */
  SqlFunction computes(DataType type, Unary function) {
    return binds(type.ddl(), call -> call.unary(type, function));
  }

  /** Null if either argument is null. */
  SqlFunction combines(DataType type, Binary function) {
    return binds(type.ddl(), call -> call.binary(type, function));
  }

  /** Null if any argument is null. */
  SqlFunction computesAll(DataType type, Variadic function) {
    return binds(type.ddl(), call -> call.variadic(type, function));
  }

  /**
   * A function whose type or treatment of null depends on its arguments.
   *
   * @param result what it returns, for the reference
   */
  SqlFunction binds(String result, Function<Call, Operand> binder) {
    return new SqlFunction(names, parameters, result, summary, examples, binder);
  }
}
