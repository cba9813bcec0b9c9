package io.tidemark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkSyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "SELECT `a b`, `a``b`, `a\"b` FROM `x` | SELECT \"a b\", \"a`b\", \"a\"\"b\" FROM \"x\"",
        "SELECT '`a`', \"`a`\" -- `a` | SELECT '`a`', \"`a`\" -- `a`",
        "SELECT `a | SELECT \"a",
        "SELECT TIMESTAMP('2025-01-01') | SELECT \"timestamp\"('2025-01-01')",
        "SELECT timestamp(x) | SELECT \"timestamp\"(x)",
        "SELECT CAST(x AS TIMESTAMP(6)) | SELECT CAST(x AS TIMESTAMP(6))",
        "SELECT TIMESTAMP '2025-01-01' | SELECT TIMESTAMP '2025-01-01'",
        "FROM t VERSION AS OF 3 | FROM t AT (VERSION => 3)",
        "FROM t VERSION AS OF 3 x | FROM t AS \"x\" AT (VERSION => 3)",
        "FROM a.`b` VERSION AS OF 3 AS `x` | FROM a.\"b\" AS \"x\" AT (VERSION => 3)",
        "FROM t VERSION AS OF 3 WHERE y | FROM t AT (VERSION => 3) WHERE y",
        "FROM t TIMESTAMP AS OF '2025-01-01' | FROM t AT (TIMESTAMP => '2025-01-01')",
        "SELECT version AS of FROM t | SELECT version AS of FROM t",
      })
  void becomesWhatDuckDbReads(String spark, String duckDb) {
    assertThat(SparkSyntax.toStandard(spark)).isEqualTo(duckDb);
  }
}
