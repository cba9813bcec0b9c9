package io.tidemark.delta.table;

import io.delta.standalone.Operation;

/** What a commit does, as a table's history shows it. */
public enum TableOperation {
  CREATE_TABLE(Operation.Name.CREATE_TABLE),
  /** Rows of a stream. */
  STREAMING_UPDATE(Operation.Name.STREAMING_UPDATE),
  /** Rows of a statement. */
  WRITE(Operation.Name.WRITE),
  DELETE(Operation.Name.DELETE),
  MERGE(Operation.Name.MERGE),
  /** Small files into larger ones: no row is new, none is gone. (Standalone has no name for it.) */
  OPTIMIZE(Operation.Name.MANUAL_UPDATE),
  ADD_COLUMNS(Operation.Name.ADD_COLUMNS);

  private final Operation.Name standalone;

  TableOperation(Operation.Name standalone) {
    this.standalone = standalone;
  }

  /** Whether a reader of the changes has something to read. */
  boolean changesData() {
    return this != OPTIMIZE;
  }

  Operation.Name standalone() {
    return standalone;
  }
}
