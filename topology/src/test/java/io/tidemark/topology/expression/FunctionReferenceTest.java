package io.tidemark.topology.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.cast.ToText;
import io.tidemark.topology.expression.function.FunctionGroup;
import io.tidemark.topology.expression.function.Functions;
import io.tidemark.topology.expression.function.SqlFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionReferenceTest {

  private static final Path REFERENCE = Path.of("../src/docs/functions.md");

  private static final ExpressionCompiler COMPILER =
      new ExpressionCompiler(new StructType(List.of()));

  static Stream<SqlFunction> functions() {
    return Functions.groups().stream().map(FunctionGroup::functions).flatMap(List::stream);
  }

  static Stream<SqlFunction.Example> examples() {
    return functions().map(SqlFunction::examples).flatMap(List::stream);
  }

  /** {@code mvn test -pl topology -am -Dtest=FunctionReferenceTest -Ddocs.write} writes it. */
  @Test
  void theReferenceIsWhatTheFunctionsSay() throws IOException {
    String expected = FunctionReference.markdown();
    if (System.getProperty("docs.write") != null) {
      Files.writeString(REFERENCE, expected);
    }

    assertThat(REFERENCE)
        .as("regenerate with -Dtest=FunctionReferenceTest -Ddocs.write")
        .hasContent(expected);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eachExampleGivesItsResult(SqlFunction.Example example) {
    TypedExpression compiled = COMPILER.compile("string(" + example.call() + ")");

    Object value = compiled.evaluator().evaluate(Row.of());

    assertThat(value == null ? "NULL" : ToText.of(compiled.type()).apply(value))
        .as(example.call())
        .isEqualTo(example.result());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void eachFunctionThatDependsOnNothingElseHasAnExample(SqlFunction function) {
    assertThat(function.summary()).endsWith(".");
    boolean needsClock = function.name().startsWith("current_");
    assertThat(function.examples().isEmpty()).as(function.name()).isEqualTo(needsClock);
  }

  @Test
  void aFunctionIsFoundByEachOfItsNamesInAnyCase() {
    assertThat(Functions.find("UPPER")).isEqualTo(Functions.find("ucase"));
    assertThat(Functions.find("nosuch")).isEmpty();
  }
}
