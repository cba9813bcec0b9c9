package io.tidemark.topology.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The truth tables of SQL, against a model in which unknown is halfway between false and true. */
class ThreeValuedLogicTest {

  private static final ExpressionCompiler COMPILER =
      new ExpressionCompiler(StructType.fromDdl("a BOOLEAN, b BOOLEAN, c BOOLEAN, x INT, y INT"));

  @Property
  void andIsTheLeastOrTheGreatestNotTheOpposite(@ForAll("truths") List<@Nullable Boolean> truths) {
    int a = rank(truths.get(0));
    int b = rank(truths.get(1));

    assertThat(rank(evaluate("a AND b", truths))).isEqualTo(Math.min(a, b));
    assertThat(rank(evaluate("a OR b", truths))).isEqualTo(Math.max(a, b));
    assertThat(rank(evaluate("NOT a", truths))).isEqualTo(2 - a);
    assertThat(evaluate("a IS NULL", truths)).isEqualTo(a == 1);
    assertThat(evaluate("a IS NOT NULL", truths)).isEqualTo(a != 1);
    assertThat(evaluate("a IS TRUE", truths)).isEqualTo(a == 2);
    assertThat(evaluate("a IS NOT FALSE", truths)).isEqualTo(a != 0);
    assertThat(evaluate("a <=> b", truths)).isEqualTo(a == b);
    assertThat(evaluate("a = b", truths)).isEqualTo((a == 1 || b == 1) ? null : a == b);
    assertThat(evaluate("CASE WHEN a THEN 1 ELSE 2 END", truths)).isEqualTo(a == 2 ? 1 : 2);
    assertThat(evaluate("if(a, 1, 2)", truths)).isEqualTo(a == 2 ? 1 : 2);
  }

  @Property
  void deMorganHolds(@ForAll("truths") List<@Nullable Boolean> truths) {
    assertThat(evaluate("NOT (a AND b)", truths)).isEqualTo(evaluate("NOT a OR NOT b", truths));
    assertThat(evaluate("NOT (a OR b)", truths)).isEqualTo(evaluate("NOT a AND NOT b", truths));
    assertThat(evaluate("a AND (b OR c)", truths))
        .isEqualTo(evaluate("a AND b OR a AND c", truths));
  }

  @Property
  void constantsAndColumnsAgree(@ForAll("truths") List<@Nullable Boolean> truths) {
    String a = literal(truths.get(0));
    String b = literal(truths.get(1));

    for (String operator : List.of("AND", "OR", "=", "<", "<=>", "<>")) {
      Object expected = evaluate("a " + operator + " b", truths);
      assertThat(evaluate(a + " " + operator + " b", truths)).isEqualTo(expected);
      assertThat(evaluate("a " + operator + " " + b, truths)).isEqualTo(expected);
      assertThat(evaluate(a + " " + operator + " " + b, truths)).isEqualTo(expected);
    }
  }

  @Property
  void inIsAnOrOfEqualitiesAndBetweenAnAndOfComparisons(
      @ForAll("numbers") @Nullable Integer x, @ForAll("numbers") @Nullable Integer y) {
    Row row = Row.of(null, null, null, x, y);

    for (String list : List.of("1, 2", "1, NULL", "y", "y, 1", "NULL", "y, NULL, 3")) {
      String equalities = "x = " + list.replace(", ", " OR x = ");
      assertThat(value("x IN (" + list + ")", row)).isEqualTo(value(equalities, row));
      assertThat(value("x NOT IN (" + list + ")", row))
          .isEqualTo(value("NOT (" + equalities + ")", row));
    }
    assertThat(value("x BETWEEN 1 AND y", row)).isEqualTo(value("x >= 1 AND x <= y", row));
    assertThat(value("2 NOT BETWEEN x AND y", row)).isEqualTo(value("2 < x OR 2 > y", row));
    assertThat(value("coalesce(x, y, 7)", row)).isEqualTo(x != null ? x : y != null ? y : 7);
    assertThat(value("nullif(x, y)", row)).isEqualTo(x != null && x.equals(y) ? null : x);
  }

  @Provide
  Arbitrary<List<@Nullable Boolean>> truths() {
    return Arbitraries.of(true, false).injectNull(0.34).list().ofSize(3);
  }

  @Provide
  Arbitrary<Integer> numbers() {
    return Arbitraries.integers().between(0, 4).injectNull(0.3);
  }

  private static @Nullable Object evaluate(String sql, List<@Nullable Boolean> truths) {
    List<@Nullable Object> values = new ArrayList<>(truths);
    values.add(null);
    values.add(null);
    return value(sql, Row.wrap(values.toArray()));
  }

  private static @Nullable Object value(String sql, Row row) {
    return COMPILER.compile(sql).evaluator().evaluate(row);
  }

  private static int rank(@Nullable Object truth) {
    return truth == null ? 1 : Boolean.TRUE.equals(truth) ? 2 : 0;
  }

  private static String literal(@Nullable Boolean truth) {
    return truth == null ? "NULL" : truth.toString();
  }
}
