package io.tidemark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

  @Test
  void cutsAScriptAtItsSemicolonsAndKeepsWhereEachStatementBegins() {
    String script =
        """
        -- colors; all of them
        CREATE TABLE a (x STRING); /* ; /* nested; */ ; */ SELECT ';' AS `;`, ";" FROM a;;

          SELECT 'it''s', $$;$$, $x$ $$; $x$, E'\\';' -- ;
        """;

    List<SqlText> statements = SqlText.statements("script.sql", script);

    assertThat(statements)
        .containsExactly(
            new SqlText("script.sql", "CREATE TABLE a (x STRING)", 2, 1),
            new SqlText("script.sql", "SELECT ';' AS `;`, \";\" FROM a", 2, 52),
            new SqlText("script.sql", "SELECT 'it''s', $$;$$, $x$ $$; $x$, E'\\';'", 4, 3));
    assertThat(statements.get(1).where(7)).isEqualTo("script.sql, line 2, character 59");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1;", "", " -- nothing", "SELECT ';'; -- done", "a; b;"})
  void isCompleteWhenAllIsClosedAndEnded(String script) {
    assertThat(SqlText.isComplete(script)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT ';",
        "SELECT `a;",
        "SELECT \";",
        "/* ;",
        "SELECT $$ ;",
        "a; b"
      })
  void isNotCompleteBefore(String script) {
    assertThat(SqlText.isComplete(script)).isFalse();
  }

  @Test
  void findsTheStatementsOfALongScriptWithoutReadingItAgainForEach() {
    String script = "INSERT INTO t VALUES (1);\n".repeat(100_000);

    List<SqlText> statements = SqlText.statements("long.sql", script);

    assertThat(statements).hasSize(100_000);
    assertThat(IntStream.of(0, 99_999)).allMatch(i -> statements.get(i).line() == i + 1);
  }

  @Test
  void countsBytesAsDuckDbDoes() {
    SqlText sql = SqlText.query("SELECT 'é😀',\n x");

    assertThat(sql.whereByte(-1)).isEqualTo("query");
    assertThat(sql.whereByte(0)).isEqualTo("query, character 1");
    assertThat(sql.whereByte(8 + 2 + 4 + 1)).isEqualTo("query, character 12");
    assertThat(sql.whereByte(8 + 2 + 4 + 2 + 2)).isEqualTo("query, line 2, character 2");
  }
}
