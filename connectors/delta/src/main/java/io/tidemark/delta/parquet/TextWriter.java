package io.tidemark.delta.parquet;

import java.nio.charset.StandardCharsets;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A STRING column. The rows of a batch share a value that is the same in all of them as one object:
 * it is encoded once.
 */
final class TextWriter implements ValueWriter {

  private @Nullable Object last;
  private Binary encoded = Binary.EMPTY;

  @Override
  @SuppressWarnings("ReferenceEquality") // that is the point: cheaper than comparing texts
  public void write(RecordConsumer consumer, Object value) {
    if (value != last) {
      encoded = Binary.fromConstantByteArray(((String) value).getBytes(StandardCharsets.UTF_8));
      last = value;
    }
    consumer.addBinary(encoded);
  }
}
