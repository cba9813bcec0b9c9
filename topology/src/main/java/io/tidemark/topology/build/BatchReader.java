package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.json.BadRecordException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the row batches of a Delta table. Batches from before nullable columns were added to the
 * table are read too: the columns that they lack are null. Owned by a task.
 */
final class BatchReader implements RecordReader {

  private final StructType schema;
  private final RowBatchCodec codec;
  private @Nullable RowBatchCodec older;

  BatchReader(StructType schema) {
    this.schema = schema;
    this.codec = new RowBatchCodec(schema);
  }

  @Override
  public List<Row> read(byte @Nullable [] value) {
    if (value == null) {
      throw new BadRecordException("the record has no value");
    }
    try {
      return codec.decode(value);
    } catch (IllegalArgumentException e) {
      return ofOlder(value)
          .orElseThrow(() -> new BadRecordException(String.valueOf(e.getMessage())));
    }
  }

  private Optional<List<Row>> ofOlder(byte[] value) {
    RowBatchCodec last = older;
    Optional<List<Row>> rows = last == null ? Optional.empty() : decode(last, value);
    for (int width = schema.size() - 1; rows.isEmpty() && isOptional(width); width--) {
      RowBatchCodec narrower = new RowBatchCodec(new StructType(fields().subList(0, width)));
      rows = decode(narrower, value);
      older = rows.isPresent() ? narrower : last;
    }
    return rows.map(found -> found.stream().map(this::widened).toList());
  }

  private List<StructField> fields() {
    return schema.fields();
  }

  /** Whether a batch may lack the columns from this one on; all of them can't be missing. */
  private boolean isOptional(int column) {
    return column > 0 && fields().get(column).nullable();
  }

  private Row widened(Row row) {
    return Row.wrap(Arrays.copyOf(row.toArray(), schema.size()));
  }

  private static Optional<List<Row>> decode(RowBatchCodec codec, byte[] value) {
    try {
      return Optional.of(codec.decode(value));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // told of by who asks, when no other can read it
    }
  }
}
