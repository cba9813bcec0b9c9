package io.tidemark.delta.source.parquet;

import io.tidemark.delta.source.parquet.ColumnPlan.ConverterFactory;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Converters of single values, one for each way in which Parquet hands them over. */
final class ScalarConverters {

  private ScalarConverters() {}

  static ConverterFactory ofBoolean() {
    return sink ->
        new PrimitiveConverter() {
          @Override
          public void addBoolean(boolean value) {
            sink.accept(value);
          }
        };
  }

  static ConverterFactory ofInt(IntFunction<Object> value) {
    return sink ->
        new PrimitiveConverter() {
          @Override
          public void addInt(int number) {
            sink.accept(value.apply(number));
          }
        };
  }

  static ConverterFactory ofLong(LongFunction<Object> value) {
    return sink ->
        new PrimitiveConverter() {
          @Override
          public void addLong(long number) {
            sink.accept(value.apply(number));
          }
        };
  }

  /** For FLOAT and DOUBLE. */
  static ConverterFactory ofDouble(DoubleFunction<Object> value) {
    return sink ->
        new PrimitiveConverter() {
          @Override
          public void addDouble(double number) {
            sink.accept(value.apply(number));
          }

          @Override
          public void addFloat(float number) {
            sink.accept(value.apply(number));
          }
        };
  }

  /** For bytes of any kind; each entry of a dictionary is converted once. */
  static ConverterFactory ofBinary(Function<Binary, Object> value) {
    return sink -> new BinaryConverter(value, sink);
  }

  private static final class BinaryConverter extends PrimitiveConverter {

    private final Function<Binary, Object> value;
    private final ValueSink sink;
    private Object[] entries = {};

    BinaryConverter(Function<Binary, Object> value, ValueSink sink) {
      this.value = value;
      this.sink = sink;
    }

    @Override
    public boolean hasDictionarySupport() {
      return true;
    }

    @Override
    public void setDictionary(Dictionary dictionary) {
      entries = new Object[dictionary.getMaxId() + 1];
      for (int id = 0; id < entries.length; id++) {
        entries[id] = value.apply(dictionary.decodeToBinary(id));
      }
    }

    @Override
    public void addValueFromDictionary(int id) {
      sink.accept(entries[id]);
    }

    @Override
    public void addBinary(Binary bytes) {
      sink.accept(value.apply(bytes));
    }
  }
}
