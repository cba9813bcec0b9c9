package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.json.BadRecordException;
import io.tidemark.row.json.JsonRowReader;
import io.tidemark.row.json.Mode;
import io.tidemark.topology.definition.BadRecords;
import io.tidemark.topology.plan.SourcePlan;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source's records into rows of its schema; columns that no table uses are not parsed, and
 * null. Owned by a task.
 */
public final class SourceReader {

  private final JsonRowReader reader;
  private final int width;
  private final int[] positions;

  public SourceReader(SourcePlan source) {
    StructType schema = source.schema();
    this.reader =
        new JsonRowReader(
            source.readSchema(),
            source.badRecords() == BadRecords.PERMISSIVE ? Mode.PERMISSIVE : Mode.STRICT);
    this.width = schema.size();
    this.positions =
        source.readSchema().names().stream().mapToInt(n -> schema.find(n).orElseThrow()).toArray();
  }

  /**
   * The row of a record.
   *
   * @throws BadRecordException if it has no value, or one that can't be read
   */
  public Row read(byte @Nullable [] value) {
    if (value == null) {
      throw new BadRecordException("the record has no value");
    }
    Row read = reader.read(value);
    if (read.size() == width) {
      return read;
    }
    @Nullable Object[] values = new @Nullable Object[width];
    for (int i = 0; i < positions.length; i++) {
      values[positions[i]] = read.value(i);
    }
    return Row.wrap(values);
  }
}
