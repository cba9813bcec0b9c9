package io.tidemark.sql;

import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where DuckDB puts new rows before they go to Delta, so that types, missing columns and NOT NULL
 * are DuckDB's to judge.
 */
final class StagingTable {

  /** A name that no query uses. */
  private static final String SCHEMA = "__tidemark_new_rows";

  private final Engine engine;
  private final String name;

  /**
   * @param table whose name errors are to have
   */
  StagingTable(Engine engine, TableReference table) {
    this.engine = engine;
    this.name = new TableReference(List.of(SCHEMA, table.last())).toSql();
  }

  /** Makes it like a table, without rows. */
  void create(StructType schema) throws SQLException {
    engine.execute("CREATE SCHEMA " + SCHEMA);
    String columns =
        schema.fields().stream().map(StagingTable::column).collect(Collectors.joining(", "));
    engine.execute("CREATE TABLE " + name + " (" + columns + ")");
  }

  private static String column(StructField field) {
    return DuckDb.quoted(field.name())
        + " "
        + DuckDbTypes.of(field.type())
        + (field.nullable() ? "" : " NOT NULL");
  }

  /**
   * Fills it.
   *
   * @param columns as {@link SqlStatement.Insert} has them
   */
  void insert(String columns, ParsedQuery query) throws SQLException {
    run("INSERT INTO " + name + " " + columns + " ", query);
  }

  /** Makes and fills it. */
  void createAs(ParsedQuery query) throws SQLException {
    engine.execute("CREATE SCHEMA " + SCHEMA);
    run("CREATE TABLE " + name + " AS ", query);
  }

  private void run(String before, ParsedQuery query) throws SQLException {
    try {
      engine.execute(before + query.sql());
    } catch (SQLException e) {
      throw SqlErrors.translate(query.text(), before.length(), e);
    }
  }

  /**
   * Its columns in a table's types.
   *
   * @throws UserException if some have types that tables don't have, naming each
   */
  StructType schema(SqlText sql) throws SQLException {
    List<StructField> fields = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, String> column : columns().entrySet()) {
      String where = sql.name() + ": " + column.getKey();
      TableTypes types = new TableTypes(engine.connection(), where, problems);
      fields.add(new StructField(column.getKey(), types.of(column.getValue()), true));
    }
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    return new StructType(fields);
  }

  /** Its columns' names and types, as DuckDB has them. */
  private Map<String, String> columns() throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (Statement statement = engine.statement();
        ResultSet columns = statement.executeQuery("DESCRIBE " + name)) {
      while (columns.next()) {
        types.put(columns.getString("column_name"), columns.getString("column_type"));
      }
    }
    return types;
  }

  /**
   * Writes its rows to data files.
   *
   * @return how many they are
   */
  long writeTo(RowFiles files, StructType schema) throws SQLException, IOException {
    String columns =
        schema.fields().stream()
            .map(f -> "CAST(%s AS %s)".formatted(DuckDb.quoted(f.name()), DuckDbTypes.of(f.type())))
            .collect(Collectors.joining(", "));
    try (Statement statement = engine.statement();
        ResultSet rows = statement.executeQuery("SELECT " + columns + " FROM " + name)) {
      long count = 0;
      for (; rows.next(); count++) {
        files.write(RowValues.row(schema, Values.ofRow(rows, schema.size())));
      }
      return count;
    }
  }
}
