package io.tidemark.topology.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.value.LikePattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** LIKE against a matcher that tries everything, character by character. */
class LikeTest {

  private static final ExpressionCompiler COMPILER =
      new ExpressionCompiler(StructType.fromDdl("text STRING, pattern STRING"));

  @Property(tries = 5000)
  void matchesWhatANaiveMatcherMatches(
      @ForAll("texts") String text, @ForAll("patterns") String pattern) {
    boolean expected = matches(text.codePoints().toArray(), 0, pattern.codePoints().toArray(), 0);

    assertThat(LikePattern.compile(pattern, '\\').test(text))
        .as("'%s' LIKE '%s'", text, pattern)
        .isEqualTo(expected);
  }

  @Property
  void aPatternInAColumnMatchesAsAConstantOne(
      @ForAll("texts") String text, @ForAll("patterns") String pattern) {
    Row row = Row.of(text, pattern);
    String literal = "r'" + pattern + "'";

    assertThat(value("text LIKE pattern", row)).isEqualTo(value("text LIKE " + literal, row));
    assertThat(value("text ILIKE pattern", row))
        .isEqualTo(value("lower(text) LIKE lower(pattern)", row));
  }

  @Property
  void aTextIsLikeItselfEscaped(@ForAll String text) {
    String escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");

    assertThat(LikePattern.compile(escaped, '\\').test(text)).isTrue();
    assertThat(LikePattern.compile("%" + escaped, '\\').test("x" + text)).isTrue();
    assertThat(LikePattern.compile(escaped, '\\').test(text + "x")).isFalse();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "B", "😀", "%")
        .list()
        .ofMaxSize(8)
        .map(l -> String.join("", l));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("a", "b", "B", "😀", "%", "%", "_", "\\%", "\\\\")
        .list()
        .ofMaxSize(7)
        .map(l -> String.join("", l));
  }

  private static boolean matches(int[] text, int t, int[] pattern, int p) {
    if (p == pattern.length) {
      return t == text.length;
    }
    if (pattern[p] == '%') {
      return matches(text, t, pattern, p + 1)
          || (t < text.length && matches(text, t + 1, pattern, p));
    }
    boolean isEscaped = pattern[p] == '\\';
    int literal = isEscaped ? p + 1 : p;
    boolean isAny = pattern[p] == '_';
    return t < text.length
        && (isAny || text[t] == pattern[literal])
        && matches(text, t + 1, pattern, literal + 1);
  }

  private static Object value(String sql, Row row) {
    return COMPILER.compile(sql).evaluator().evaluate(row);
  }
}
