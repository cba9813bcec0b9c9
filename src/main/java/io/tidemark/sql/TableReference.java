package io.tidemark.sql;

import java.util.List;

/**
 * A table as a statement names it.
 *
 * @param names outermost first: {@code [delta, data/tables/x]}, {@code [my-schema, myTable]}
 */
record TableReference(List<String> names) {

  private static final String BY_PATH = "delta";

  /** Catalog, schema and table. */
  private static final int ALL_PARTS = 3;

  TableReference {
    names = List.copyOf(names);
  }

  static TableReference ofPath(String path) {
    return new TableReference(List.of(BY_PATH, path));
  }

  /** Whether it is {@code delta.`path`}. */
  boolean isPath() {
    return names.size() == 2 && names.get(0).equalsIgnoreCase(BY_PATH);
  }

  String last() {
    return names.get(names.size() - 1);
  }

  /** The names of folders in the warehouse; the catalog, which Spark puts first, is none. */
  List<String> inWarehouse() {
    return names.size() == ALL_PARTS ? names.subList(1, ALL_PARTS) : names;
  }

  /** The names as DuckDB SQL. */
  String toSql() {
    return String.join(".", names.stream().map(DuckDb::quoted).toList());
  }

  /** As a person would write it. */
  @Override
  public String toString() {
    return isPath() ? "delta.`" + last() + "`" : String.join(".", names);
  }
}
