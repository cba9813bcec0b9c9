package io.tidemark.delta.source.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.Type;

/**
 * How a column of a file becomes values.
 *
 * @param requested what is asked of the file: the column's own type there, or some of its fields
 * @param converters makes what Parquet's record reader calls with the column's content
 */
record ColumnPlan(Type requested, ConverterFactory converters) {

  /** Makes the converter of one place in a row, which gives its values to the sink. */
  @FunctionalInterface
  interface ConverterFactory {
    Converter make(ValueSink sink);
  }
}
