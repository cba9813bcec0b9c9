package io.tidemark.topology.expression;

import io.tidemark.row.StructType;
import io.tidemark.topology.expression.compile.Compilation;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Compiles SQL expressions over the rows of one schema. Thread-safe.
 *
 * <p>Every method throws {@link ExpressionException} for a text that is not an expression, names a
 * column or function that isn't there, or applies one to types that it doesn't take.
 */
public final class ExpressionCompiler {

  private final Compilation compilation;

  public ExpressionCompiler(StructType input) {
    this(input, InstantSource.system());
  }

  /**
   * A compiler with a clock.
   *
   * @param clock what {@code current_timestamp()} and {@code current_date()} read, at each row
   */
  public ExpressionCompiler(StructType input, InstantSource clock) {
    this.compilation = new Compilation(input, clock);
  }

  /** An expression without aggregate calls. */
  public TypedExpression compile(String sql) {
    return guarded(() -> compilation.expression(sql));
  }

  /**
   * An item of a select list: {@code *}, {@code customer.*}, a path, which keeps its last name, or
   * {@code expression AS name}.
   */
  public List<SelectColumn> compileSelectItem(String sql) {
    return guarded(() -> compilation.selectItem(sql));
  }

  /** An expression in which columns are used inside aggregate calls only, and at least one is. */
  public AggregateExpression compileAggregate(String sql) {
    return guarded(() -> compilation.aggregate(sql));
  }

  /** The parser and the walk over its tree recurse as deeply as the expression is nested. */
  private static <T> T guarded(Supplier<T> compiling) {
    try {
      return compiling.get();
    } catch (StackOverflowError e) {
      throw new ExpressionException("the expression is nested too deeply", 0);
    }
  }
}
