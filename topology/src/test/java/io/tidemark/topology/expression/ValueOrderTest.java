package io.tidemark.topology.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.DataType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.value.ValueOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValueOrderTest {

  @Property
  void textsAreInTheOrderOfTheirUtf8Bytes(
      @ForAll("texts") String left, @ForAll("texts") String right) {
    int expected =
        Arrays.compareUnsigned(
            left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    assertThat(Integer.signum(ValueOrder.compareTexts(left, right)))
        .isEqualTo(Integer.signum(expected));
  }

  @Test
  void notANumberIsEqualToItselfAndAboveAllNumbers() {
    Comparator<Object> order = ValueOrder.of(type("DOUBLE"));
    List<Object> sorted =
        Arrays.asList(Double.NEGATIVE_INFINITY, -1.0, 0.0, 1.0, Double.MAX_VALUE, Double.NaN);

    for (int i = 0; i < sorted.size(); i++) {
      for (int j = 0; j < sorted.size(); j++) {
        assertThat(Integer.signum(order.compare(sorted.get(i), sorted.get(j))))
            .isEqualTo(Integer.compare(i, j));
      }
    }
    assertThat(order.compare(-0.0, 0.0)).isZero();
    assertThat(ValueOrder.equality(type("DOUBLE")).test(-0.0, 0.0)).isTrue();
  }

  @Test
  void nullComesFirstInsideArraysAndStructs() {
    Comparator<Object> arrays = ValueOrder.of(type("ARRAY<INT>"));
    Comparator<Object> structs = ValueOrder.of(type("STRUCT<a: INT, b: STRING>"));

    assertThat(arrays.compare(Arrays.asList(1, null), List.of(1, 0))).isNegative();
    assertThat(arrays.compare(List.of(1), List.of(1, 0))).isNegative();
    assertThat(structs.compare(Row.of(1, null), Row.of(1, ""))).isNegative();
    assertThat(structs.compare(Row.of(null, "z"), Row.of(null, "a"))).isPositive();
    assertThat(structs.compare(Row.of(1, "a"), Row.of(1, "a"))).isZero();
  }

  @Test
  void aMapHasNoOrder() {
    assertThatThrownBy(() -> ValueOrder.of(type("ARRAY<MAP<STRING, INT>>")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "z", "é", "\uD7FF", "\uE000", "\uFFFD", "😀", "\uDBFF\uDFFF")
        .list()
        .ofMaxSize(4)
        .map(parts -> String.join("", parts));
  }

  private static DataType type(String ddl) {
    return StructType.fromDdl("x " + ddl).field(0).type();
  }
}
