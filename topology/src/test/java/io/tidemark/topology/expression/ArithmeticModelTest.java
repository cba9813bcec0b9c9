package io.tidemark.topology.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.DecimalType;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic against BigInteger and BigDecimal; what doesn't fit is a bad value, never a wrong one.
 */
class ArithmeticModelTest {

  private static final String BAD = "bad value";

  private static final ExpressionCompiler INTS =
      new ExpressionCompiler(StructType.fromDdl("a INT, b INT"));

  private static final ExpressionCompiler BIGINTS =
      new ExpressionCompiler(StructType.fromDdl("a BIGINT, b BIGINT"));

  @Property
  void intsAreExactOrBad(@ForAll("ints") int a, @ForAll("ints") int b) {
    Row row = Row.of(a, b);
    BigInteger x = BigInteger.valueOf(a);
    BigInteger y = BigInteger.valueOf(b);

    assertThat(value(INTS, "a + b", row)).isEqualTo(asInt(x.add(y)));
    assertThat(value(INTS, "a - b", row)).isEqualTo(asInt(x.subtract(y)));
    assertThat(value(INTS, "a * b", row)).isEqualTo(asInt(x.multiply(y)));
    assertThat(value(INTS, "-a", row)).isEqualTo(asInt(x.negate()));
    assertThat(value(INTS, "a % b", row)).isEqualTo(b == 0 ? BAD : asInt(x.remainder(y)));
    assertThat(value(INTS, "a / b", row)).isEqualTo(b == 0 ? BAD : (double) a / b);
    assertThat(value(INTS, "a DIV b", row)).isEqualTo(b == 0 ? BAD : asBigint(x.divide(y)));
    assertThat(value(INTS, "abs(a)", row)).isEqualTo(asInt(x.abs()));
    assertThat(value(INTS, "try_multiply(a, b)", row))
        .isEqualTo(BAD.equals(asInt(x.multiply(y))) ? null : asInt(x.multiply(y)));
  }

  @Property
  void bigintsAreExactOrBad(@ForAll("longs") long a, @ForAll("longs") long b) {
    Row row = Row.of(a, b);
    BigInteger x = BigInteger.valueOf(a);
    BigInteger y = BigInteger.valueOf(b);

    assertThat(value(BIGINTS, "a + b", row)).isEqualTo(asBigint(x.add(y)));
    assertThat(value(BIGINTS, "a - b", row)).isEqualTo(asBigint(x.subtract(y)));
    assertThat(value(BIGINTS, "a * b", row)).isEqualTo(asBigint(x.multiply(y)));
    assertThat(value(BIGINTS, "a DIV b", row)).isEqualTo(b == 0 ? BAD : asBigint(x.divide(y)));
    assertThat(value(BIGINTS, "a % b", row)).isEqualTo(b == 0 ? BAD : asBigint(x.remainder(y)));
    assertThat(value(BIGINTS, "CAST(a AS INT)", row)).isEqualTo(asInt(x));
    assertThat(value(BIGINTS, "CAST(CAST(a AS STRING) AS BIGINT)", row)).isEqualTo(a);
    assertThat(value(BIGINTS, "pmod(a, b)", row)).isEqualTo(b == 0 ? BAD : positive(x, y));
  }

  @Property
  void decimalsAreRoundedHalfUpToTheResultsScaleOrBad(
      @ForAll("decimals") Sample left, @ForAll("decimals") Sample right) {
    ExpressionCompiler compiler =
        new ExpressionCompiler(
            StructType.of(StructField.of("a", left.type), StructField.of("b", right.type)));
    Row row = Row.of(left.value, right.value);
    BigDecimal x = left.value;
    BigDecimal y = right.value;

    assertThat(value(compiler, "a + b", row)).isEqualTo(fitted(compiler, "a + b", x.add(y)));
    assertThat(value(compiler, "a - b", row)).isEqualTo(fitted(compiler, "a - b", x.subtract(y)));
    assertThat(value(compiler, "a * b", row)).isEqualTo(fitted(compiler, "a * b", x.multiply(y)));
    assertThat(value(compiler, "a / b", row))
        .isEqualTo(
            y.signum() == 0
                ? BAD
                : fitted(compiler, "a / b", x.divide(y, 60, RoundingMode.DOWN), y));
    assertThat(value(compiler, "a < b", row)).isEqualTo(x.compareTo(y) < 0);
    assertThat(value(compiler, "a = b", row)).isEqualTo(x.compareTo(y) == 0);
    assertThat(value(compiler, "CAST(CAST(a AS STRING) AS " + left.type + ") = a", row))
        .isEqualTo(true);
  }

  @Provide
  Arbitrary<Integer> ints() {
    return Arbitraries.integers();
  }

  @Provide
  Arbitrary<Long> longs() {
    return Arbitraries.longs();
  }

  @Provide
  Arbitrary<Sample> decimals() {
    Arbitrary<BigInteger> digits =
        Arbitraries.bigIntegers().between(BigInteger.TEN.pow(19).negate(), BigInteger.TEN.pow(19));
    return Combinators.combine(digits, Arbitraries.integers().between(0, 18))
        .as(
            (unscaled, scale) ->
                new Sample(new DecimalType(20, scale), new BigDecimal(unscaled, scale)));
  }

  record Sample(DecimalType type, BigDecimal value) {}

  private static Object asInt(BigInteger exact) {
    return exact.bitLength() < Integer.SIZE ? (Object) exact.intValue() : BAD;
  }

  private static Object asBigint(BigInteger exact) {
    return exact.bitLength() < Long.SIZE ? (Object) exact.longValue() : BAD;
  }

  /** Spark's: lifted by the divisor if negative, where that fits. */
  private static Object positive(BigInteger a, BigInteger b) {
    BigInteger remainder = a.remainder(b);
    return asBigint(remainder.signum() < 0 ? remainder.add(b).remainder(b) : remainder);
  }

  /** The exact quotient isn't finite: half a unit is decided by what the cut digits leave. */
  private static Object fitted(
      ExpressionCompiler compiler, String sql, BigDecimal cut, BigDecimal divisor) {
    assertThat(cut.scale()).as("of the quotient by %s", divisor).isGreaterThan(38);
    return fitted(compiler, sql, cut);
  }

  private static Object fitted(ExpressionCompiler compiler, String sql, BigDecimal exact) {
    DecimalType type = (DecimalType) compiler.compile(sql).type();
    BigDecimal rounded = exact.setScale(type.scale(), RoundingMode.HALF_UP);
    return rounded.precision() > type.precision() ? BAD : rounded;
  }

  private static @Nullable Object value(ExpressionCompiler compiler, String sql, Row row) {
    try {
      return compiler.compile(sql).evaluator().evaluate(row);
    } catch (BadValueException e) {
      return BAD;
    }
  }
}
