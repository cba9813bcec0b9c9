package io.tidemark.sql;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs a query and hands its rows on. */
final class QueryRun {

  private static final String RUN_WHOLE = "EXPLAIN ANALYZE ";

  private final Engine engine;
  private final QueryViews views;

  QueryRun(Engine engine, QueryViews views) {
    this.engine = engine;
    this.views = views;
  }

  void run(SqlStatement.Query statement, ResultWriter writer) throws SQLException {
    ParsedQuery query = ParsedQuery.parse(engine.connection(), statement.query());
    views.create(engine.connection(), query, List.of());
    try {
      read(statement.before() + query.sql(), query.text(), writer);
    } catch (SQLException e) {
      engine.requireUninterrupted(query.text());
      views.requireFiles(e);
      findCause(query);
      throw SqlErrors.translate(query.text(), statement.before().length(), e);
    }
  }

  /** A query's rows, or a table's, into a file. */
  void copy(SqlStatement.Copy statement, Set<Permission> permissions, ResultWriter writer)
      throws SQLException {
    if (!permissions.contains(Permission.FILES)) {
      throw new UserException(
          new Problem(
              statement.to().name(),
              "COPY writes a file that is of no table",
              "--output FILE writes a result to a file; --allow-files allows COPY"));
    }
    ParsedQuery query = ParsedQuery.parse(engine.connection(), statement.query());
    views.create(engine.connection(), query, List.of());
    String before = "COPY (";
    try {
      long rows = engine.update(before + query.sql() + "\n) " + statement.to().text());
      writer.begin(List.of(new Column("num_copied_rows", "BIGINT")));
      writer.row(List.of(rows));
      writer.end();
    } catch (SQLException e) {
      throw SqlErrors.translate(query.text(), before.length(), e);
    }
  }

  private void read(String sql, SqlText text, ResultWriter writer) throws SQLException {
    try (Statement statement = engine.statement();
        ResultSet result = statement.executeQuery(sql)) {
      List<Column> columns = columns(result.getMetaData());
      writer.begin(columns);
      while (result.next() && writer.row(Values.ofRow(result, columns.size()))) {
        engine.requireUninterrupted(text); // between rows, there is nothing that DuckDB could stop
      }
      writer.end();
    }
  }

  /**
   * A result that streams fails with "invalid result set", whatever the cause. Running the query
   * once more without taking its rows tells the cause.
   */
  private void findCause(ParsedQuery query) {
    try {
      engine.execute(RUN_WHOLE + query.sql());
    } catch (SQLException e) {
      throw SqlErrors.translate(query.text(), RUN_WHOLE.length(), e);
    }
  }

  private static List<Column> columns(ResultSetMetaData metaData) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      columns.add(new Column(metaData.getColumnLabel(i), metaData.getColumnTypeName(i)));
    }
    return columns;
  }
}
