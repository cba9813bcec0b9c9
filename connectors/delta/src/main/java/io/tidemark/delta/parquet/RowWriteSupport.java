package io.tidemark.delta.parquet;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** How Parquet's writer gets our rows. */
final class RowWriteSupport extends WriteSupport<Row> {

  private final StructType schema;
  private final StructWriter fields;
  private @Nullable RecordConsumer consumer;

  RowWriteSupport(StructType schema, NotANumbers notANumbers) {
    this.schema = schema;
    this.fields = new StructWriter(schema, List.of(), new ValueWriters(notANumbers));
  }

  @Override
  @SuppressWarnings("deprecation") // still abstract
  public WriteContext init(Configuration configuration) {
    return new WriteContext(ParquetSchema.of(schema), Map.of());
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(ParquetSchema.of(schema), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    this.consumer = recordConsumer;
  }

  @Override
  public void write(Row row) {
    RecordConsumer open = consumer;
    if (open == null) {
      throw new IllegalStateException("the file isn't open");
    }
    open.startMessage();
    fields.write(open, row);
    open.endMessage();
  }
}
