package io.tidemark.topology.expression;

import io.tidemark.row.StructType;
import java.time.InstantSource;
import java.util.List;

/**
 * Compiles SQL expressions over the rows of one schema. Thread-safe.
 *
 * <p>Every method throws {@link ExpressionException} for a text that is not an expression, names a
 * column or function that isn't there, or applies one to types that it doesn't take.
 */
public final class ExpressionCompiler {

  private final StructType input;
  private final InstantSource clock;

  public ExpressionCompiler(StructType input) {
    this(input, InstantSource.system());
  }

  /**
   * @param clock what {@code current_timestamp()} and {@code current_date()} read, at each row
   */
  public ExpressionCompiler(StructType input, InstantSource clock) {
    this.input = input;
    this.clock = clock;
  }

  /** An expression without aggregate calls. */
  public TypedExpression compile(String sql) {
    throw new UnsupportedOperationException(sql + input + clock);
  }

  /**
   * An item of a select list: {@code *}, {@code customer.*}, a path, which keeps its last name, or
   * {@code expression AS name}.
   */
  public List<SelectColumn> compileSelectItem(String sql) {
    throw new UnsupportedOperationException(sql);
  }

  /** An expression in which columns are used inside aggregate calls only, and at least one is. */
  public AggregateExpression compileAggregate(String sql) {
    throw new UnsupportedOperationException(sql);
  }
}
