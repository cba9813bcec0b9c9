package io.tidemark.delta.source.parquet;

import io.tidemark.row.Row;
import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.jspecify.annotations.Nullable;

/** Makes a row of a group's fields: of a record, or of a struct in it. */
final class StructConverter extends GroupConverter {

  private final Converter[] fields;
  private final @Nullable Object[] template;
  private final ValueSink sink;
  private @Nullable Object[] values;

  /** A field that is read, and its position in the row; {@link #NONE} for one that isn't kept. */
  record Slot(int position, ColumnPlan plan) {
    static final int NONE = -1;
  }

  /**
   * @param slots in the order in which they are asked of the file
   * @param template what a row holds before its fields are read
   */
  StructConverter(List<Slot> slots, @Nullable Object[] template, ValueSink sink) {
    this.template = template;
    this.values = template;
    this.sink = sink;
    this.fields = slots.stream().map(this::converter).toArray(Converter[]::new);
  }

  private Converter converter(Slot slot) {
    int position = slot.position();
    return slot.plan()
        .converters()
        .make(position == Slot.NONE ? value -> {} : value -> values[position] = value);
  }

  @Override
  public Converter getConverter(int index) {
    return fields[index];
  }

  @Override
  public void start() {
    values = template.clone();
  }

  @Override
  public void end() {
    sink.accept(Row.wrap(values));
  }
}
