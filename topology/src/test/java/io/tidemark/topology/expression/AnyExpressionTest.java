package io.tidemark.topology.expression;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.function.Functions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Whatever an author writes and whatever a row holds: an expression is refused when it is compiled,
 * or gives a value of its type, or tells of a bad value. Nothing else is thrown.
 */
class AnyExpressionTest {

  private static final StructType SCHEMA =
      StructType.fromDdl(
          """
          s STRING, s2 STRING, bool BOOLEAN, i INT, i2 INT, l BIGINT, d DOUBLE, dec DECIMAL(38,10),
          dec2 DECIMAL(10,2), ts TIMESTAMP, dt DATE, bin BINARY, ai ARRAY<INT>, as ARRAY<STRING>,
          aa ARRAY<ARRAY<DOUBLE>>, m MAP<STRING, INT>, md MAP<DOUBLE, STRING>,
          st STRUCT<a: INT, b: STRING>, ast ARRAY<STRUCT<a: INT, b: STRING>>
          """);

  private static final List<String> TYPES =
      List.of(
          "STRING",
          "BOOLEAN",
          "INT",
          "BIGINT",
          "DOUBLE",
          "DECIMAL(38,10)",
          "DECIMAL(4,2)",
          "TIMESTAMP",
          "DATE",
          "BINARY",
          "ARRAY<INT>",
          "ARRAY<STRING>",
          "MAP<STRING, INT>",
          "STRUCT<x: STRING, y: INT>");

  private static final List<String> CONSTANTS =
      List.of(
          "NULL",
          "0",
          "-1",
          "2147483647",
          "9223372036854775807",
          "1.5",
          "1e300",
          "''",
          "'a%'",
          "'('",
          "'yyyy-MM-dd'",
          "'HOUR'",
          "'YEAR'",
          "'$.a'",
          "true",
          "DATE '2025-01-01'",
          "TIMESTAMP '2025-01-01'",
          "INTERVAL 1 MONTH",
          "INTERVAL '2000000000 months'",
          "array(1)",
          "array()");

  private static final List<String> OPERATORS =
      List.of(
          "+",
          "-",
          "*",
          "/",
          "%",
          "DIV",
          "||",
          "=",
          "<",
          ">=",
          "<=>",
          "<>",
          "AND",
          "OR",
          "LIKE",
          "ILIKE",
          "RLIKE",
          "IS DISTINCT FROM");

  private static final ExpressionCompiler COMPILER = new ExpressionCompiler(SCHEMA);

  private static final List<String> FUNCTIONS = List.copyOf(Functions.names());

  /** Most calls of anything are refused: some are tried until one is not. */
  @Property(tries = 2_000)
  void aFunctionOfAnything(@ForAll long seed) {
    Random random = new Random(seed);
    String name = pick(FUNCTIONS, random);
    for (int attempt = 0; attempt < 100; attempt++) {
      String call = name + "(" + String.join(", ", operands(random.nextInt(5), random)) + ")";
      if (evaluate(call, random)) {
        return;
      }
    }
  }

  @Property(tries = 4_000)
  void anOperatorOfAnything(@ForAll long seed) {
    Random random = new Random(seed);

    evaluate(operand(random) + " " + pick(OPERATORS, random) + " " + operand(random), random);
  }

  @Property(tries = 4_000)
  void aCastOfAnything(@ForAll long seed) {
    Random random = new Random(seed);
    String cast = random.nextBoolean() ? "CAST(" : "TRY_CAST(";

    evaluate(cast + operand(random) + " AS " + pick(TYPES, random) + ")", random);
  }

  @Property(tries = 2_000)
  void aCaseInOrBetweenOfAnything(@ForAll long seed) {
    Random random = new Random(seed);
    String a = operand(random);
    String b = operand(random);
    String c = operand(random);

    evaluate(
        "CASE " + a + " WHEN " + b + " THEN " + c + " ELSE " + operand(random) + " END", random);
    evaluate(a + " BETWEEN " + b + " AND " + c, random);
    evaluate(a + " IN (" + b + ", " + c + ")", random);
    evaluate(a + "[" + b + "]", random);
    evaluate("-" + a, random);
  }

  /** Whether it could be compiled. */
  private static boolean evaluate(String sql, Random random) {
    Optional<TypedExpression> compiled = compile(sql);
    for (int i = 0; i < 5 && compiled.isPresent(); i++) {
      Row row = row(random);
      try {
        Object value = compiled.get().evaluator().evaluate(row);
        Conformance.check(sql + " of " + row, compiled.get().type(), value);
      } catch (BadValueException e) {
        // one of the three answers
      } catch (RuntimeException e) {
        throw new AssertionError(sql + " of " + row, e);
      }
    }
    return compiled.isPresent();
  }

  private static Optional<TypedExpression> compile(String sql) {
    try {
      return Optional.of(COMPILER.compile(sql));
    } catch (ExpressionException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static List<String> operands(int count, Random random) {
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      operands.add(operand(random));
    }
    return operands;
  }

  private static String operand(Random random) {
    return random.nextInt(4) == 0 ? pick(CONSTANTS, random) : pick(SCHEMA.names(), random);
  }

  private static Row row(Random random) {
    return Row.of(
        text(random),
        text(random),
        any(random, true, false),
        number(random),
        number(random),
        any(random, 0L, -1L, 17L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53),
        real(random),
        any(
            random,
            new BigDecimal("0.0000000000"),
            new BigDecimal("-" + "9".repeat(28) + ".9999999999")),
        any(random, new BigDecimal("12.50"), new BigDecimal("-99999999.99")),
        any(random, 0L, -1L, 1_750_586_685_123_456L, Long.MAX_VALUE, Long.MIN_VALUE),
        any(random, 0, -1, 20_000, Integer.MAX_VALUE, Integer.MIN_VALUE),
        any(random, new byte[0], new byte[] {1, -1}),
        any(random, List.of(), Arrays.asList(number(random), null)),
        any(random, List.of(), Arrays.asList(text(random), null, text(random))),
        any(random, List.of(), Arrays.asList(null, Arrays.asList(real(random), null))),
        any(random, Map.of(), new LinkedHashMap<>(Map.of("a", 1))),
        any(random, Map.of(), new LinkedHashMap<>(Map.of(1.5, "x"))),
        any(random, Row.of(number(random), text(random))),
        any(random, List.of(), Arrays.asList(Row.of(1, null), null)));
  }

  private static @Nullable Object text(Random random) {
    return any(
        random,
        "",
        "a",
        " 17 ",
        "-1.5e3",
        "2025-06-22T10:04:45Z",
        "{\"a\": [1]}",
        "😀\uD83D",
        "(",
        "true",
        "ff",
        "a\\",
        "9".repeat(50),
        "%Y",
        "NaN");
  }

  private static @Nullable Object number(Random random) {
    return any(random, 0, 1, -1, 3, 256, Integer.MAX_VALUE, Integer.MIN_VALUE);
  }

  private static @Nullable Object real(Random random) {
    return any(
        random,
        0.0,
        -0.0,
        1.5,
        -2.5e-300,
        1e300,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE);
  }

  private static @Nullable Object any(Random random, Object... values) {
    return random.nextInt(6) == 0 ? null : values[random.nextInt(values.length)];
  }

  private static String pick(List<String> names, Random random) {
    return names.get(random.nextInt(names.size()));
  }
}
