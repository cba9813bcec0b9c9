package io.tidemark.topology.expression.operand;

import io.tidemark.row.DataType;
import io.tidemark.row.Row;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.expression.syntax.Source;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A typed part of an expression: what an operator or function is applied to, and what comes of it.
 *
 * @param type also {@link io.tidemark.topology.expression.type.Types#NULL} and {@code INTERVAL}
 * @param columns positions of the input's columns that it reads
 * @param isConstant whether it has the same value for every row, known already
 */
public record Operand(
    Source source, DataType type, Evaluator evaluator, Set<Integer> columns, boolean isConstant) {

  private static final Row NO_ROW = Row.of();

  public static Operand constant(Source source, DataType type, @Nullable Object value) {
    return new Operand(source, type, row -> value, Set.of(), true);
  }

  /** Reads the input's column at this position. */
  public static Operand column(Source source, DataType type, int position) {
    return new Operand(source, type, row -> row.value(position), Set.of(position), false);
  }

  /** Computed from the row by other means than operands: the clock, a generator. */
  public static Operand varying(Source source, DataType type, Evaluator evaluator) {
    return new Operand(source, type, evaluator, Set.of(), false);
  }

  /**
   * Computed from these parts and nothing else; computed now if they are constants. A value that
   * can't be computed is left to the rows that need it: it may stand in a branch that none takes.
   */
  public static Operand of(Source source, DataType type, Evaluator evaluator, List<Operand> parts) {
    Set<Integer> columns = new TreeSet<>();
    parts.forEach(part -> columns.addAll(part.columns()));
    Operand computed = new Operand(source, type, evaluator, columns, false);
    if (!parts.stream().allMatch(Operand::isConstant)) {
      return computed;
    }
    try {
      return constant(source, type, evaluator.evaluate(NO_ROW));
    } catch (BadValueException e) {
      return computed;
    }
  }

  /** The value of a constant. */
  public @Nullable Object value() {
    if (!isConstant) {
      throw new IllegalStateException("'" + source.text() + "' is no constant");
    }
    return evaluator.evaluate(NO_ROW);
  }

  /** The same with another place in the text, such as the parentheses around it. */
  public Operand at(Source other) {
    return new Operand(other, type, evaluator, columns, isConstant);
  }
}
