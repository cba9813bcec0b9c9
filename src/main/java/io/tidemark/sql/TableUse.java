package io.tidemark.sql;

import java.util.Optional;

/**
 * A table that a query reads.
 *
 * @param version empty for the newest
 * @param name by which DuckDB is to find it
 */
record TableUse(TableReference table, Optional<VersionChoice> version, TableReference name) {

  TableUse(TableReference table) {
    this(table, Optional.empty(), table);
  }
}
