package io.tidemark.sql;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;

/** Writes a query's rows to a Parquet file, which is there when all rows are. */
final class ParquetExport {

  private final Engine engine;
  private final QueryViews views;

  ParquetExport(Engine engine, QueryViews views) {
    this.engine = engine;
    this.views = views;
  }

  /**
   * @throws UserException if it gives no rows of its own
   */
  static void check(SqlStatement statement, SqlText sql) {
    if (!(statement instanceof SqlStatement.Query query) || !query.before().isEmpty()) {
      throw new UserException(
          new Problem(
              sql.where(0),
              "only the rows of a query can be written to a Parquet file",
              "write others as --json or --csv"));
    }
  }

  void run(SqlText sql, Path file) throws SQLException {
    Path target = file.toAbsolutePath().normalize();
    Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished");
    ParsedQuery query = ParsedQuery.parse(engine.connection(), sql);
    views.create(engine.connection(), query, List.of(unfinished.toString()));
    String before = "COPY (";
    try {
      engine.execute(
          before
              + query.sql()
              + "\n) TO "
              + DuckDb.literal(unfinished.toString())
              + " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)");
      Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (SQLException e) {
      delete(unfinished, e);
      throw SqlErrors.translate(query.text(), before.length(), e);
    } catch (IOException e) {
      delete(unfinished, e);
      throw new UserException(
          new Problem(file.toString(), "can't be written: " + e, "choose another file"), e);
    }
  }

  private static void delete(Path file, Exception cause) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
