package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import io.tidemark.topology.expression.ExpressionCompiler;
import java.time.InstantSource;

/**
 * Where a step is in the file, and where its problems go.
 *
 * @param table the table whose step it is
 * @param path {@code tables.order_lines.steps[2].filter}
 * @param clock what {@code current_timestamp()} reads in the step's expressions
 */
record StepPlace(Faults faults, String table, String path, InstantSource clock) {

  /** Compiles the step's expressions over rows of a schema. */
  ExpressionCompiler compiler(StructType schema) {
    return new ExpressionCompiler(schema, clock);
  }

  void problem(String what, String remedy) {
    faults.add(path, what, remedy);
  }

  /** The place of one item of a step that takes one or more. */
  StepPlace item(int index) {
    String item = path + "[" + index + "]";
    boolean single = index == 0 && faults.hasPath(path) && !faults.hasPath(item);
    return single ? this : new StepPlace(faults, table, item, clock);
  }

  StepPlace key(String key) {
    return new StepPlace(faults, table, path + "." + key, clock);
  }
}
