package io.tidemark.delta.merge;

import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is to become of rows, by key; of several changes of a key the last one. In memory. */
public final class ChangedRows {

  private final KeyColumns keys;
  private final Map<Row, Change> byKey = new LinkedHashMap<>();

  /**
   * @param row as it becomes; of a {@link RowChange#DELETE}, only its key counts
   */
  record Change(RowChange kind, Row row) {

    boolean isUpsert() {
      return kind == RowChange.UPSERT;
    }
  }

  public ChangedRows(KeyColumns keys) {
    this.keys = keys;
  }

  public void add(RowChange kind, Row row) {
    byKey.put(keys.key(row), new Change(kind, row));
  }

  /** How many keys. */
  public int size() {
    return byKey.size();
  }

  Map<Row, Change> byKey() {
    return Collections.unmodifiableMap(byKey);
  }
}
