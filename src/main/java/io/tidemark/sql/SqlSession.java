package io.tidemark.sql;

import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.problem.UserException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements on the tables of a warehouse folder and on tables named by path. Each has a
 * DuckDB of its own, which is given the files of the tables that the statement names and can reach
 * no others. For one thread, but for {@link #cancel}.
 */
public final class SqlSession implements AutoCloseable {

  private final Warehouse warehouse;
  private final Set<Permission> permissions;
  private final Maintenance maintenance;
  private volatile @Nullable Engine running;

  private SqlSession(Warehouse warehouse, Set<Permission> permissions, Clock clock) {
    this.warehouse = warehouse;
    this.permissions = Set.copyOf(permissions);
    this.maintenance = new Maintenance(permissions, clock);
  }

  /**
   * A session that is allowed nothing but tables.
   *
   * @param warehouse the folder in which a name is a table
   */
  public static SqlSession open(Path warehouse) {
    return open(warehouse, EnumSet.noneOf(Permission.class));
  }

  public static SqlSession open(Path warehouse, Set<Permission> permissions) {
    return open(warehouse, permissions, Clock.systemUTC());
  }

  static SqlSession open(Path warehouse, Set<Permission> permissions, Clock clock) {
    return new SqlSession(new Warehouse(warehouse), permissions, clock);
  }

  /** {@link #run} of what stands on a command line. */
  public void query(String sql, ResultWriter writer) {
    run(SqlText.query(sql), writer);
  }

  /**
   * Runs a statement, over each table's newest version. What it writes is one commit.
   *
   * @throws UserException if it can't be run: what is wrong with it, and where; rows may have been
   *     given to the writer before
   */
  public void run(SqlText sql, ResultWriter writer) {
    SqlStatement statement = StatementParser.parse(sql);
    if (statement instanceof SqlStatement.Query
        || statement instanceof SqlStatement.Copy
        || statement instanceof SqlStatement.Insert
        || statement instanceof SqlStatement.CreateTableAs) {
      inDuckDb(sql, engine -> run(statement, engine, writer));
    } else if (statement instanceof SqlStatement.CreateTable create) {
      WriteReport.created(TableWrites.create(warehouse, create, sql), writer);
    } else if (statement instanceof SqlStatement.ShowTables) {
      TableReports.tables(warehouse, writer);
    } else if (statement instanceof SqlStatement.Describe describe) {
      with(describe.table(), sql, table -> TableReports.columns(table, writer));
    } else if (statement instanceof SqlStatement.DescribeDetail detail) {
      with(detail.table(), sql, table -> TableReports.detail(table, writer));
    } else if (statement instanceof SqlStatement.DescribeHistory history) {
      with(history.table(), sql, table -> TableReports.history(table, writer));
    } else if (statement instanceof SqlStatement.Optimize optimize) {
      with(optimize.table(), sql, table -> maintenance.optimize(table, writer));
    } else if (statement instanceof SqlStatement.Vacuum vacuum) {
      with(vacuum.table(), sql, table -> maintenance.vacuum(table, vacuum, writer));
    } else {
      throw new IllegalStateException("no way to run " + statement);
    }
  }

  private void run(SqlStatement statement, Engine engine, ResultWriter writer) throws SQLException {
    QueryViews views = new QueryViews(warehouse, permissions);
    TableWrites writes = new TableWrites(warehouse, views, engine);
    if (statement instanceof SqlStatement.Query query) {
      new QueryRun(engine, views).run(query, writer);
    } else if (statement instanceof SqlStatement.Copy copy) {
      new QueryRun(engine, views).copy(copy, permissions, writer);
    } else if (statement instanceof SqlStatement.Insert insert) {
      WriteReport.inserted(writes.insert(insert), writer);
    } else if (statement instanceof SqlStatement.CreateTableAs create) {
      WriteReport.created(writes.create(create), writer);
    }
  }

  /**
   * Writes a query's rows to a Parquet file, in place of one that is there.
   *
   * @throws UserException as {@link #run}, and if it isn't a query
   */
  public void export(SqlText sql, Path file) {
    ParquetExport.check(StatementParser.parse(sql), sql);
    inDuckDb(
        sql,
        engine -> new ParquetExport(engine, new QueryViews(warehouse, permissions)).run(sql, file));
  }

  /** The names of the warehouse's tables. */
  public List<String> tables() {
    return warehouse.tables();
  }

  /** The columns of the tables that a statement names, which needn't be typed to its end. */
  public List<String> columnsOf(String begun) {
    return new KnownNames(warehouse).columnsOf(begun);
  }

  /**
   * Has the statement that runs now fail soon; nothing if none does. From any thread. A commit that
   * has been begun is made.
   */
  public void cancel() {
    Engine engine = running;
    if (engine != null) {
      engine.interrupt();
    }
  }

  @Override
  public void close() {
    cancel();
  }

  private void with(TableReference reference, SqlText sql, Consumer<DeltaTable> use) {
    try (DeltaTable table = warehouse.open(reference, sql)) {
      use.accept(table);
    }
  }

  private interface DuckDbUse {
    void with(Engine engine) throws SQLException;
  }

  private void inDuckDb(SqlText sql, DuckDbUse use) {
    try (Engine engine = Engine.start()) {
      running = engine;
      use.with(engine);
    } catch (SQLException e) {
      throw SqlErrors.translate(sql, 0, e);
    } finally {
      running = null;
    }
  }
}
