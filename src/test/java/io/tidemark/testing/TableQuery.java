package io.tidemark.testing;

import io.tidemark.sql.Column;
import io.tidemark.sql.ResultWriter;
import io.tidemark.sql.SqlSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is in a Delta table. */
public final class TableQuery {

  private TableQuery() {}

  /**
   * The rows of a query over a table, called {@code t} in it, each as text: {@code a, 1, null}.
   *
   * @param sql such as {@code SELECT count(*) FROM t}
   */
  public static List<String> rows(Path table, String sql) {
    try (SqlSession session = SqlSession.open(table.toAbsolutePath().getParent())) {
      return run(
          session, sql.replaceFirst("FROM t\\b", "FROM delta.`" + table.toAbsolutePath() + "`"));
    }
  }

  /** A statement's result, as {@link #rows} has it. */
  public static List<String> run(SqlSession session, String sql) {
    List<String> rows = new ArrayList<>();
    session.query(
        sql,
        new ResultWriter() {
          @Override
          public void begin(List<Column> columns) {}

          @Override
          public boolean row(List<@Nullable Object> values) {
            return rows.add(
                values.stream().map(Objects::toString).collect(Collectors.joining(", ")));
          }

          @Override
          public void end() {}
        });
    return rows;
  }

  public static long count(Path table) {
    return Long.parseLong(rows(table, "SELECT count(*) FROM t").get(0));
  }
}
