package io.tidemark.sql;

import io.tidemark.row.StructType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A statement, by what it does to tables. */
sealed interface SqlStatement {

  /**
   * Reads.
   *
   * @param before what stands before the query: nothing, or EXPLAIN
   */
  record Query(String before, SqlText query) implements SqlStatement {}

  /**
   * Makes a table without rows.
   *
   * @param isOptional whether a table that is there is left as it is
   */
  record CreateTable(
      TableReference table, StructType columns, List<String> partitionColumns, boolean isOptional)
      implements SqlStatement {

    public CreateTable {
      partitionColumns = List.copyOf(partitionColumns);
    }
  }

  /** Makes a table of a query's rows. */
  record CreateTableAs(
      TableReference table, SqlText query, List<String> partitionColumns, boolean isOptional)
      implements SqlStatement {

    public CreateTableAs {
      partitionColumns = List.copyOf(partitionColumns);
    }
  }

  /**
   * Adds a query's rows to a table.
   *
   * @param columns how the query's columns are the table's, as DuckDB has it: nothing (by place),
   *     {@code (a, b)} or {@code BY NAME}
   */
  record Insert(TableReference table, String columns, SqlText query) implements SqlStatement {}

  /** A query's rows or a table's into a file of any kind; only where files are allowed. */
  record Copy(SqlText query, SqlText to) implements SqlStatement {}

  /** The columns of a table. */
  record Describe(TableReference table) implements SqlStatement {}

  /** What a table is, as a whole. */
  record DescribeDetail(TableReference table) implements SqlStatement {}

  /** The versions of a table. */
  record DescribeHistory(TableReference table) implements SqlStatement {}

  /** The tables of the warehouse. */
  record ShowTables() implements SqlStatement {}

  /** Makes large files of small ones. */
  record Optimize(TableReference table) implements SqlStatement {}

  /**
   * Deletes what no version within the retention needs.
   *
   * @param isDryRun whether to say only what would be deleted
   */
  record Vacuum(TableReference table, Optional<Duration> retention, boolean isDryRun)
      implements SqlStatement {}
}
