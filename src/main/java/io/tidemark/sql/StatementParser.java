package io.tidemark.sql;

import io.tidemark.row.DdlException;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells statements apart by what they begin with. The queries in them are DuckDB's to read. */
final class StatementParser {

  private final TokenCursor cursor;

  private StatementParser(SqlText sql) {
    this.cursor = new TokenCursor(sql);
  }

  /**
   * @throws UserException if it begins as one that is known and goes on wrongly, or is one that
   *     isn't possible
   */
  static SqlStatement parse(SqlText sql) {
    return new StatementParser(sql).statement();
  }

  private SqlStatement statement() {
    Refusals.check(cursor);
    if (cursor.take("CREATE", "TABLE")) {
      return createTable();
    } else if (cursor.take("INSERT", "INTO")) {
      return insert();
    } else if (cursor.isAt("DESCRIBE") || cursor.isAt("DESC")) {
      return describe();
    } else if (cursor.take("SHOW", "TABLES")) {
      cursor.requireEnd();
      return new SqlStatement.ShowTables();
    } else if (cursor.take("OPTIMIZE")) {
      SqlStatement optimize = new SqlStatement.Optimize(cursor.table());
      cursor.requireEnd();
      return optimize;
    } else if (cursor.take("VACUUM")) {
      return vacuum();
    } else if (cursor.take("COPY")) {
      return copy();
    } else if (cursor.take("EXPLAIN")) {
      return new SqlStatement.Query(
          cursor.take("ANALYZE") ? "EXPLAIN ANALYZE " : "EXPLAIN ", cursor.rest());
    }
    return new SqlStatement.Query("", cursor.sql());
  }

  private SqlStatement createTable() {
    boolean isOptional = cursor.take("IF", "NOT", "EXISTS");
    TableReference table = cursor.table();
    Optional<SqlText> columns = cursor.brackets();
    if (cursor.take("USING")) {
      cursor.require("DELTA");
    }
    List<String> partitions = cursor.take("PARTITIONED", "BY") ? cursor.names() : List.<String>of();
    if (cursor.take("LOCATION")) {
      table = TableReference.ofPath(cursor.text("the table's folder in '…'"));
    }
    if (columns.isEmpty()) {
      if (!cursor.take("AS")) {
        throw cursor.expected("(columns), or AS SELECT …");
      }
      return new SqlStatement.CreateTableAs(table, cursor.rest(), partitions, isOptional);
    }
    if (cursor.isAt("AS")) {
      throw cursor.expected("the end: the columns are those of the query");
    }
    cursor.requireEnd();
    return new SqlStatement.CreateTable(table, columns(columns.get()), partitions, isOptional);
  }

  private static StructType columns(SqlText ddl) {
    try {
      return StructType.fromDdl(ddl.text());
    } catch (DdlException e) {
      String what = String.valueOf(e.getMessage()).replaceFirst(" \\(at position \\d+\\)$", "");
      throw new UserException(new Problem(ddl.where(e.position()), what), e);
    }
  }

  private SqlStatement insert() {
    cursor.take("TABLE");
    TableReference table = cursor.table();
    String columns = "";
    if (cursor.isAt('(')) {
      columns =
          cursor.names().stream().map(DuckDb::quoted).collect(Collectors.joining(", ", "(", ")"));
    } else if (cursor.take("BY", "NAME")) {
      columns = "BY NAME";
    }
    return new SqlStatement.Insert(table, columns, cursor.rest());
  }

  private SqlStatement describe() {
    SqlText whole = cursor.sql();
    if (!cursor.take("DESCRIBE")) {
      cursor.require("DESC");
    }
    SqlStatement statement;
    if (cursor.take("HISTORY")) {
      statement = new SqlStatement.DescribeHistory(cursor.table());
    } else if (cursor.take("DETAIL")) {
      statement = new SqlStatement.DescribeDetail(cursor.table());
    } else if (cursor.isAt("SELECT")
        || cursor.isAt("WITH")
        || cursor.isAt("FROM")
        || cursor.isAt("VALUES")
        || cursor.isAt('(')) {
      return new SqlStatement.Query("", whole);
    } else {
      cursor.take("TABLE");
      statement = new SqlStatement.Describe(cursor.table());
    }
    cursor.requireEnd();
    return statement;
  }

  private SqlStatement vacuum() {
    TableReference table = cursor.table();
    Optional<Duration> retention = Optional.empty();
    if (cursor.take("RETAIN")) {
      retention = Optional.of(Duration.ofHours(cursor.number("a number of hours")));
      cursor.require("HOURS");
    }
    boolean isDryRun = cursor.take("DRY", "RUN");
    cursor.requireEnd();
    return new SqlStatement.Vacuum(table, retention, isDryRun);
  }

  private SqlStatement copy() {
    SqlText query =
        cursor.brackets().orElseGet(() -> SqlText.query("SELECT * FROM " + cursor.table().toSql()));
    if (!cursor.isAt("TO")) {
      throw cursor.expected(
          "TO: rows of a file go into a table by INSERT INTO … SELECT * FROM read_csv('…')");
    }
    return new SqlStatement.Copy(query, cursor.rest());
  }
}
