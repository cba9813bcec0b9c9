package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.row.json.BadRecordException;
import io.tidemark.topology.plan.SourcePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of a source. Owned by a task. */
interface RecordReader {

  /**
   * The rows of a record, in the source's schema; columns that no table uses may be null.
   *
   * @throws BadRecordException if it has no value, or one that can't be read
   */
  List<Row> read(byte @Nullable [] value);

  /** JSON, one row a record; of a Delta table, row batches. */
  static RecordReader of(SourcePlan source) {
    if (source.delta().isPresent()) {
      return new BatchReader(source.schema());
    }
    SourceReader json = new SourceReader(source);
    return value -> List.of(json.read(value));
  }
}
