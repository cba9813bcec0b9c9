package io.tidemark.topology.expression;

import static java.util.Objects.requireNonNull;

import io.tidemark.row.DataType;
import io.tidemark.row.StructField;
import java.util.Set;

/**
 * One column of a select's result.
 *
 * @param columns positions of the input's top-level columns that it reads
 */
public record SelectColumn(String name, DataType type, Evaluator evaluator, Set<Integer> columns) {

  public SelectColumn {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(evaluator, "evaluator");
    columns = Set.copyOf(columns);
  }

  /** Always nullable, as every column that Spark writes to a Delta table is. */
  public StructField field() {
    return StructField.of(name, type);
  }
}
