package io.tidemark.delta.source.parquet;

import io.tidemark.delta.source.parquet.ColumnPlan.ConverterFactory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.jspecify.annotations.Nullable;

/** Makes a map of a group with a repeated group of key and value; a later key wins. */
final class MapConverter extends GroupConverter {

  private final ValueSink sink;
  private final Entry entry;
  private Map<Object, @Nullable Object> entries = new LinkedHashMap<>();

  private MapConverter(ValueSink sink, ConverterFactory key, ConverterFactory value) {
    this.sink = sink;
    this.entry = new Entry(key, value);
  }

  static ConverterFactory of(ConverterFactory key, ConverterFactory value) {
    return sink -> new MapConverter(sink, key, value);
  }

  @Override
  public Converter getConverter(int index) {
    return entry;
  }

  @Override
  public void start() {
    entries = new LinkedHashMap<>();
  }

  @Override
  public void end() {
    sink.accept(Collections.unmodifiableMap(entries));
  }

  private final class Entry extends GroupConverter {

    private final Converter keyConverter;
    private final Converter valueConverter;
    private @Nullable Object key;
    private @Nullable Object value;

    Entry(ConverterFactory key, ConverterFactory value) {
      this.keyConverter = key.make(k -> this.key = k);
      this.valueConverter = value.make(v -> this.value = v);
    }

    @Override
    public Converter getConverter(int index) {
      return index == 0 ? keyConverter : valueConverter;
    }

    @Override
    public void start() {
      key = null;
      value = null;
    }

    @Override
    public void end() {
      if (key == null) {
        throw new IllegalArgumentException("a map has a null key");
      }
      entries.put(key, value);
    }
  }
}
