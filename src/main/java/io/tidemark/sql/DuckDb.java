package io.tidemark.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/** A DuckDB in memory that reaches nothing but what it is given. */
final class DuckDb {

  /** What Spark writes with brackets, and DuckDB without. */
  private static final List<String> SPARK_CALLS =
      List.of(
          "CREATE MACRO \"timestamp\"(value) AS CAST(value AS TIMESTAMPTZ)",
          "CREATE MACRO \"current_timestamp\"() AS get_current_timestamp()",
          "CREATE MACRO \"current_date\"() AS CAST(get_current_timestamp() AS DATE)");

  private DuckDb() {}

  /** Nothing is ever downloaded or loaded; times are shown in UTC. */
  static Connection open() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    settings.setProperty("errors_as_json", "true");
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
    execute(connection, "SET TimeZone = 'UTC'");
    for (String call : SPARK_CALLS) {
      execute(connection, call);
    }
    execute(
        connection,
        "SET temp_directory = "
            + literal(
                System.getProperty("java.io.tmpdir")
                    + "/tidemark-sql-"
                    + ProcessHandle.current().pid()));
    return connection;
  }

  /** From here on, only these files can be read or written. */
  static void allowOnly(Connection connection, Collection<String> files) throws SQLException {
    execute(connection, "SET allowed_paths = " + list(files));
    execute(connection, "SET enable_external_access = false");
  }

  /** From here on, no setting can be changed. */
  static void lock(Connection connection) throws SQLException {
    execute(connection, "SET lock_configuration = true");
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String list(Collection<String> texts) {
    return texts.stream().map(DuckDb::literal).collect(Collectors.joining(",", "[", "]"));
  }
}
