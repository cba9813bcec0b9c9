package io.tidemark.sql;

import io.tidemark.row.problem.UserException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers one query over the tables of a warehouse folder and over tables named by path. */
public final class SqlSession implements AutoCloseable {

  private static final String RUN_WHOLE = "EXPLAIN ANALYZE ";

  private final Warehouse warehouse;
  private final Connection connection;

  private SqlSession(Warehouse warehouse, Connection connection) {
    this.warehouse = warehouse;
    this.connection = connection;
  }

  /**
   * Starts DuckDB.
   *
   * @param warehouse the folder in which a name is a table
   */
  public static SqlSession open(Path warehouse) {
    try {
      return new SqlSession(new Warehouse(warehouse), DuckDb.open());
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB doesn't start", e);
    }
  }

  /**
   * Runs a query, over each table's newest version.
   *
   * @throws UserException if it can't be run: what is wrong with it, and where; rows may have been
   *     written before
   */
  public void query(String sql, ResultWriter writer) {
    try {
      ParsedQuery query = ParsedQuery.parse(connection, sql);
      if (query.listsTables()) {
        listTables(writer);
      } else {
        createViews(query);
        run(query, writer);
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(sql, 0, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB doesn't stop", e);
    }
  }

  private void listTables(ResultWriter writer) {
    writer.begin(List.of(new Column("name", "VARCHAR")));
    for (String name : warehouse.tables()) {
      writer.row(List.of(name));
    }
    writer.end();
  }

  private void createViews(ParsedQuery query) throws SQLException {
    Map<TableReference, SnapshotView> views = new LinkedHashMap<>();
    for (TableReference table : query.tables()) {
      views.put(table, SnapshotView.of(table, warehouse.open(table).snapshot()));
    }
    DuckDb.lock(connection, views.values().stream().flatMap(v -> v.paths().stream()).toList());
    for (var view : views.entrySet()) {
      List<String> names = view.getKey().names();
      if (names.size() > 1) {
        DuckDb.execute(
            connection,
            "CREATE SCHEMA IF NOT EXISTS " + DuckDb.quoted(names.get(names.size() - 2)));
      }
      view.getValue().create(connection, view.getKey());
    }
  }

  private void run(ParsedQuery query, ResultWriter writer) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query.sql())) {
      List<Column> columns = columns(result.getMetaData());
      writer.begin(columns);
      while (result.next() && writer.row(Values.ofRow(result, columns.size()))) {}
      writer.end();
    } catch (SQLException e) {
      findCause(query);
      throw e;
    }
  }

  /**
   * A result that streams fails with "invalid result set", whatever the cause. Running the query
   * once more without taking its rows tells the cause.
   */
  private void findCause(ParsedQuery query) {
    try {
      DuckDb.execute(connection, RUN_WHOLE + query.sql());
    } catch (SQLException e) {
      throw SqlErrors.translate(query.sql(), RUN_WHOLE.length(), e);
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
