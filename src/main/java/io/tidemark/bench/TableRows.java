package io.tidemark.bench;

import io.tidemark.delta.table.DeltaTable;

/** Counts a table's rows by what its log says of each file. */
final class TableRows {

  private TableRows() {}

  static long count(DeltaTable table) {
    return table.snapshot().files().stream()
        .mapToLong(
            f ->
                f.rows()
                    .orElseThrow(() -> new IllegalStateException(f.path() + " has no statistics")))
        .sum();
  }
}
