package io.tidemark.sql;

import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.NewTable;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * Statements that write: each is one commit, or none if it fails. New rows are appended whatever
 * others commit meanwhile; a pipeline that writes the same table is not disturbed.
 */
final class TableWrites {

  private static final long FILE_BYTES = 128L << 20;

  private final Warehouse warehouse;
  private final QueryViews views;
  private final Engine engine;

  TableWrites(Warehouse warehouse, QueryViews views, Engine engine) {
    this.warehouse = warehouse;
    this.views = views;
    this.engine = engine;
  }

  /** What a statement has done. */
  record Written(String path, long version, long rows) {}

  static Written create(Warehouse warehouse, SqlStatement.CreateTable statement, SqlText sql) {
    TableDefinition definition = definition(statement.columns(), statement.partitionColumns(), sql);
    String path = warehouse.path(statement.table());
    if (isThere(path, statement.table(), statement.isOptional(), sql)) {
      return asItIs(path);
    }
    NewTable.at(path).commit(definition, List.of());
    return new Written(path, 0, 0);
  }

  Written create(SqlStatement.CreateTableAs statement) throws SQLException {
    SqlText sql = statement.query();
    String path = warehouse.path(statement.table());
    if (isThere(path, statement.table(), statement.isOptional(), sql)) {
      return asItIs(path);
    }
    NewTable table = NewTable.at(path);
    ParsedQuery query = ParsedQuery.parse(engine.connection(), sql);
    views.create(engine.connection(), query, List.of());
    StagingTable staging = new StagingTable(engine, statement.table());
    staging.createAs(query);
    TableDefinition definition = definition(staging.schema(sql), statement.partitionColumns(), sql);
    FileTarget target =
        new FileTarget(
            table.dataFolder(),
            definition.schema(),
            definition.partitionColumns(),
            new FileLimits(FILE_BYTES, FileLimits.DEFAULT_INDEXED_COLUMNS));
    return write(
        staging,
        target,
        files -> {
          table.commit(definition, files);
          return new Written(path, 0, 0);
        });
  }

  Written insert(SqlStatement.Insert statement) throws SQLException {
    ParsedQuery query = ParsedQuery.parse(engine.connection(), statement.query());
    try (DeltaTable table = warehouse.open(statement.table(), statement.query())) {
      views.create(engine.connection(), query, List.of());
      TableSnapshot snapshot = table.snapshot();
      table.requireDefinition(new TableDefinition(snapshot.schema(), snapshot.partitionColumns()));
      StagingTable staging = new StagingTable(engine, statement.table());
      staging.create(snapshot.schema());
      staging.insert(statement.columns(), query);
      FileTarget target =
          new FileTarget(
              table.dataFolder(),
              snapshot.schema(),
              snapshot.partitionColumns(),
              new FileLimits(FILE_BYTES, snapshot.indexedColumns()));
      return write(staging, target, files -> append(table, files));
    }
  }

  /** No rows: no commit. */
  private static Written append(DeltaTable table, List<DataFile> files) {
    long version =
        files.isEmpty()
            ? table.version()
            : table.commit(TableCommit.append(TableOperation.WRITE, files, List.of()));
    return new Written(table.path(), version, 0);
  }

  /** Files that nobody knows go; where it is unknown whether the log has them, they stay. */
  private static Written write(
      StagingTable staging, FileTarget target, Function<List<DataFile>, Written> commit)
      throws SQLException {
    RowFiles files = new RowFiles(target);
    try {
      long rows = staging.writeTo(files, target.schema());
      Written written = commit.apply(files.close());
      return new Written(written.path, written.version, rows);
    } catch (ArithmeticException e) {
      abandon(files, e);
      throw new UserException(
          new Problem("query", "a time or date is too far away to be counted", "leave it out"), e);
    } catch (IOException e) {
      abandon(files, e);
      throw new UserException(
          new Problem(target.folder().absolute(""), "rows can't be written: " + e.getMessage()), e);
    } catch (SQLException | UserException e) {
      abandon(files, e);
      throw e;
    }
  }

  /** What can't be deleted now, VACUUM will. */
  private static void abandon(RowFiles files, Exception cause) {
    try {
      files.abandon();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static Written asItIs(String path) {
    try (DeltaTable table = DeltaTable.open(path)) {
      return new Written(path, table.version(), 0);
    }
  }

  private static boolean isThere(
      String path, TableReference table, boolean isOptional, SqlText sql) {
    boolean isThere = DeltaTable.exists(path);
    if (isThere && !isOptional) {
      throw new UserException(
          new Problem(
              sql.name(),
              "table '" + table + "' is there already",
              "write CREATE TABLE IF NOT EXISTS to leave it as it is, or another name"));
    }
    return isThere;
  }

  private static TableDefinition definition(
      StructType columns, List<String> partitions, SqlText sql) {
    TableTypes.checkNames(columns, sql);
    for (String partition : partitions) {
      boolean isPossible =
          columns.fields().stream()
              .anyMatch(f -> f.name().equals(partition) && TableDefinition.canPartition(f.type()));
      if (!isPossible || partitions.size() == columns.size()) {
        throw new UserException(
            new Problem(
                sql.name(),
                "the table can't be partitioned by '%s'".formatted(partition),
                "name columns of plain types, but not all of " + columns.names()));
      }
    }
    return new TableDefinition(columns, partitions);
  }
}
