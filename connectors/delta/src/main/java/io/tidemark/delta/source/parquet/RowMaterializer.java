package io.tidemark.delta.source.parquet;

import io.tidemark.delta.source.parquet.StructConverter.Slot;
import io.tidemark.row.Row;
import java.util.List;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Row} of each record that Parquet's record reader goes through. */
final class RowMaterializer extends RecordMaterializer<Row> {

  private final StructConverter root;
  private @Nullable Row current;

  RowMaterializer(List<Slot> slots, @Nullable Object[] template) {
    this.root = new StructConverter(slots, template, row -> current = (Row) row);
  }

  @Override
  public Row getCurrentRecord() {
    Row row = current;
    if (row == null) {
      throw new IllegalStateException("no record has been read");
    }
    return row;
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }
}
