package io.tidemark.sql;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The DuckDB of one statement. For one thread, but for {@link #interrupt}. */
final class Engine implements AutoCloseable {

  private final Connection connection;
  private volatile @Nullable Statement running;
  private volatile boolean isInterrupted;

  private Engine(Connection connection) {
    this.connection = connection;
  }

  static Engine start() throws SQLException {
    return new Engine(DuckDb.open());
  }

  Connection connection() {
    return connection;
  }

  /** What can be interrupted from now on. */
  Statement statement() throws SQLException {
    Statement statement = connection.createStatement();
    running = statement;
    return statement;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = statement()) {
      statement.execute(sql);
    }
  }

  /** The number of rows that it was about. */
  long update(String sql) throws SQLException {
    try (Statement statement = statement()) {
      return statement.executeUpdate(sql);
    }
  }

  /** Has what runs fail soon. From any thread. */
  void interrupt() {
    isInterrupted = true;
    Statement statement = running;
    try {
      if (statement != null) {
        statement.cancel();
      }
    } catch (SQLException e) { // it has just ended
      running = null;
    }
  }

  /**
   * @throws UserException if it was interrupted
   */
  void requireUninterrupted(SqlText sql) {
    if (isInterrupted) {
      throw new UserException(new Problem(sql.name(), "it was stopped"));
    }
  }

  @Override
  public void close() throws SQLException {
    running = null;
    connection.close();
  }
}
