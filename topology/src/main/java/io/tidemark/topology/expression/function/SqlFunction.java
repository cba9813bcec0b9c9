package io.tidemark.topology.expression.function;

import io.tidemark.row.DataType;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A function: how it is called, what it does, and how a call of it becomes an operand.
 *
 * @param names its name and others by which it goes
 * @param result what it returns, as the reference shows it
 * @param examples calls and the texts of their results; a test runs them
 * @param binder makes the operand of a call whose arguments fit the parameters
 */
public record SqlFunction(
    List<String> names,
    List<Parameter> parameters,
    String result,
    String summary,
    List<Example> examples,
    Function<Call, Operand> binder) {

  /**
   * A call and what comes of it.
   *
   * @param result as text; {@code NULL} for null
   */
  public record Example(String call, String result) {}

  public SqlFunction {
    names = List.copyOf(names);
    parameters = List.copyOf(parameters);
    examples = List.copyOf(examples);
  }

  /** Starts the description of a function; more names are other names for the same. */
  static FunctionBuilder named(String... names) {
    return new FunctionBuilder(List.of(names));
  }

  public String name() {
    return names.get(0);
  }

  /**
   * The operand that a call comes to.
   *
   * @throws io.tidemark.topology.expression.ExpressionException if the arguments don't fit
   */
  public Operand bind(Call call) {
    long required =
        parameters.stream().filter(p -> p.presence() == Parameter.Presence.REQUIRED).count();
    if (call.size() < required || call.size() > maxArguments()) {
      throw call.source()
          .problem("%s takes other arguments: %s".formatted(call.name(), signature()));
    }
    List<Operand> arguments = new ArrayList<>();
    for (int i = 0; i < call.size(); i++) {
      arguments.add(accepted(call, i));
    }
    for (int i = call.size(); i < parameters.size() && parameters.get(i).hasFallback(); i++) {
      arguments.add(fallback(call, parameters.get(i)));
    }
    return binder.apply(call.with(arguments));
  }

  /** {@code lpad(text STRING, length INT[, pad STRING])}. */
  public String signature() {
    StringBuilder text = new StringBuilder(name()).append('(');
    String separator = "";
    for (Parameter parameter : parameters) {
      String separated = separator + parameter.signature();
      separator = ", ";
      text.append(
          switch (parameter.presence()) {
            case REQUIRED -> separated;
            case OPTIONAL -> "[" + separated + "]";
            case REPEATED -> separated + ", …";
          });
    }
    return text.append(')').toString();
  }

  private int maxArguments() {
    boolean isOpen = parameters.stream().anyMatch(p -> p.presence() == Parameter.Presence.REPEATED);
    return isOpen ? Integer.MAX_VALUE : parameters.size();
  }

  private Operand accepted(Call call, int position) {
    Parameter parameter = parameters.get(Math.min(position, parameters.size() - 1));
    Operand argument = call.argument(position);
    Operand accepted = parameter.accepts().accept(argument);
    if (accepted == null) {
      throw argument
          .source()
          .problem(
              "%s takes %s as its %s, found %s"
                  .formatted(
                      call.name(),
                      parameter.accepts().label(),
                      parameter.name(),
                      Types.name(argument.type())));
    }
    return accepted;
  }

  private static Operand fallback(Call call, Parameter parameter) {
    DataType type = parameter.accepts().target().apply(Types.NULL);
    return Operand.constant(call.source(), type == null ? Types.NULL : type, parameter.fallback());
  }
}
