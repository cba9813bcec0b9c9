package io.tidemark.delta.source.parquet;

import io.tidemark.delta.source.parquet.ColumnPlan.ConverterFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.jspecify.annotations.Nullable;

/** Makes a list of a group with one repeated field. */
final class ListConverter extends GroupConverter {

  private final ValueSink sink;
  private final Converter repeated;
  private List<@Nullable Object> elements = new ArrayList<>();

  private ListConverter(ValueSink sink, Function<Consumer<@Nullable Object>, Converter> repeated) {
    this.sink = sink;
    this.repeated = repeated.apply(element -> elements.add(element));
  }

  /** The repeated field is the element. */
  static ConverterFactory ofElements(ConverterFactory element) {
    return sink -> new ListConverter(sink, elements -> element.make(elements::accept));
  }

  /** The repeated field is a group around the element, which is null when the group is empty. */
  static ConverterFactory ofEntries(ConverterFactory element) {
    return sink -> new ListConverter(sink, elements -> new Entry(element, elements));
  }

  @Override
  public Converter getConverter(int index) {
    return repeated;
  }

  @Override
  public void start() {
    elements = new ArrayList<>();
  }

  @Override
  public void end() {
    sink.accept(Collections.unmodifiableList(elements));
  }

  private static final class Entry extends GroupConverter {

    private final Converter converter;
    private final Consumer<@Nullable Object> elements;
    private @Nullable Object element;

    Entry(ConverterFactory element, Consumer<@Nullable Object> elements) {
      this.converter = element.make(value -> this.element = value);
      this.elements = elements;
    }

    @Override
    public Converter getConverter(int index) {
      return converter;
    }

    @Override
    public void start() {
      element = null;
    }

    @Override
    public void end() {
      elements.accept(element);
    }
  }
}
