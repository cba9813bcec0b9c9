package io.tidemark.topology.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an author sees of an expression that isn't one; the messages are pinned exactly. */
class ExpressionErrorsTest {

  private static final ExpressionCompiler COMPILER = new ExpressionCompiler(OrderRow.SCHEMA);

  static List<GoldenLine> errors() {
    return GoldenLine.read("errors.txt");
  }

  @ParameterizedTest
  @MethodSource("errors")
  void namesThePartItsPositionAndWhatIsWrong(GoldenLine line) {
    // When
    ExpressionException problem =
        catchThrowableOfType(ExpressionException.class, () -> COMPILER.compile(line.expression()));

    // Then
    assertThat(problem).as("%s", line).isNotNull();
    assertThat(problem).hasMessage(line.cells().get(2));
    assertThat(problem.position()).as("%s", line).isEqualTo(Integer.parseInt(line.cells().get(1)));
  }

  @Test
  void refusesAnExpressionThatIsNestedTooDeeply() {
    String sql = "(".repeat(100_000) + "1" + ")".repeat(100_000);

    assertThatThrownBy(() -> COMPILER.compile(sql))
        .isInstanceOf(ExpressionException.class)
        .hasMessage("the expression is nested too deeply");
  }

  @Test
  void cutsALongPartOfAnExpression() {
    String sql = "upper(" + "concat(user, ".repeat(20) + "prise" + ")".repeat(21);

    assertThatThrownBy(() -> COMPILER.compile(sql + " + 1 + items"))
        .hasMessageStartingWith("'prise' at position 266: no column 'prise'");
    assertThatThrownBy(() -> COMPILER.compile("items + " + "1 + ".repeat(50) + "1"))
        .hasMessageStartingWith("'items + 1' at position 0: cannot add");
  }
}
