package io.tidemark.topology.expression.function;

import java.util.List;

/** Functions that belong together, under one heading of the reference. */
public record FunctionGroup(String title, List<SqlFunction> functions) {

  public FunctionGroup {
    functions = List.copyOf(functions);
  }
}
