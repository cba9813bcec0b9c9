package io.tidemark.sql;

import java.util.List;

/**
 * A table as a query names it.
 *
 * @param names outermost first: {@code [delta, data/tables/x]}, {@code [my-schema, myTable]}
 */
record TableReference(List<String> names) {

  private static final String BY_PATH = "delta";

  TableReference {
    names = List.copyOf(names);
  }

  /** Whether it is {@code delta.`path`}. */
  boolean isPath() {
    return names.size() == 2 && names.get(0).equalsIgnoreCase(BY_PATH);
  }

  String last() {
    return names.get(names.size() - 1);
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
