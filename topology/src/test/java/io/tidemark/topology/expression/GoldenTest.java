package io.tidemark.topology.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.cast.ToText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results and types of several hundred expressions, as Spark has them in ANSI mode. */
class GoldenTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2025-06-22T10:04:45.123456789Z"));

  private static final ExpressionCompiler CONSTANTS =
      new ExpressionCompiler(new StructType(List.of()), CLOCK);

  private static final ExpressionCompiler ORDERS = new ExpressionCompiler(OrderRow.SCHEMA, CLOCK);

  static Stream<GoldenLine> constants() {
    return Stream.of(
            "literals.txt",
            "arithmetic.txt",
            "comparison.txt",
            "casts.txt",
            "text.txt",
            "time.txt",
            "collections.txt")
        .flatMap(file -> GoldenLine.read(file).stream());
  }

  static Stream<GoldenLine> paths() {
    return GoldenLine.read("paths.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("constants")
  void evaluatesConstantsAsSpark(GoldenLine line) {
    check(line, CONSTANTS.compile(line.expression()), Row.of());
  }

  @ParameterizedTest
  @MethodSource("paths")
  void readsColumnsAsSpark(GoldenLine line) {
    check(line, ORDERS.compile(line.expression()), OrderRow.ROW);
  }

  /** The same, with each literal in a column: nothing can be computed beforehand. */
  @ParameterizedTest
  @MethodSource("constants")
  void evaluatesColumnsAsConstants(GoldenLine line) {
    LiftedExpression lifted = LiftedExpression.of(line.expression());
    lifted.compile(CLOCK).ifPresent(compiled -> checkLifted(line, compiled, lifted.row()));
  }

  private static void check(GoldenLine line, TypedExpression compiled, Row row) {
    if (line.isBadValue()) {
      assertThatThrownBy(() -> compiled.evaluator().evaluate(row))
          .as("%s", line)
          .isInstanceOf(BadValueException.class)
          .hasMessage(line.result().substring(1));
      return;
    }
    assertThat(text(compiled, row)).as("%s", line).isEqualTo(line.result());
    assertThat(compiled.type().ddl()).as("%s", line).isEqualTo(line.type());
  }

  /** Types of decimals may differ: a constant's digits are known, a column's are its type's. */
  private static void checkLifted(GoldenLine line, TypedExpression compiled, Row row) {
    if (line.isBadValue() || compiled.type().ddl().equals(line.type())) {
      check(line, compiled, row);
    }
  }

  private static String text(TypedExpression compiled, Row row) {
    Object value = compiled.evaluator().evaluate(row);
    Conformance.check(compiled.name(), compiled.type(), value);
    return value == null ? "NULL" : ToText.of(compiled.type()).apply(value);
  }
}
