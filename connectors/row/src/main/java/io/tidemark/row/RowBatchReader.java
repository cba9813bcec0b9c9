package io.tidemark.row;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads row batches of a schema, and those of earlier ones that are still on their way after
 * columns were added: their rows get null in the columns that they lack.
 *
 * <p>Not thread-safe: one per thread.
 */
public final class RowBatchReader {

  private final RowBatchCodec current;
  private final List<Earlier> earlier = new ArrayList<>();

  /**
   * @param earlier each with columns of {@code schema} only, in any order
   * @throws IllegalArgumentException if one has another column, or one of another type
   */
  public RowBatchReader(StructType schema, List<StructType> earlier) {
    this.current = new RowBatchCodec(schema);
    earlier.forEach(old -> this.earlier.add(Earlier.of(old, schema)));
  }

  /**
   * The rows of a record value, in order, all of the current schema.
   *
   * @throws IllegalArgumentException if the bytes are not a batch of one of the schemas
   */
  public List<Row> decode(byte[] bytes) {
    if (!earlier.isEmpty() && !current.wrote(bytes)) {
      for (Earlier old : earlier) {
        if (old.codec.wrote(bytes)) {
          return old.codec.decode(bytes).stream().map(old::widened).toList();
        }
      }
    }
    return current.decode(bytes);
  }

  /**
   * How many rows a record value has, without decoding them.
   *
   * @throws IllegalArgumentException if the bytes are not a batch of one of the schemas
   */
  public int count(byte[] bytes) {
    for (Earlier old : earlier) {
      if (old.codec.wrote(bytes)) {
        return old.codec.count(bytes);
      }
    }
    return current.count(bytes);
  }

  /** An earlier schema. */
  private static final class Earlier {

    private final RowBatchCodec codec;
    private final int[] positions;
    private final int width;

    /**
     * @param positions of its columns in the current one
     * @param width of a row of the current one
     */
    private Earlier(RowBatchCodec codec, int[] positions, int width) {
      this.codec = codec;
      this.positions = positions;
      this.width = width;
    }

    static Earlier of(StructType old, StructType now) {
      int[] positions = new int[old.size()];
      for (int i = 0; i < positions.length; i++) {
        StructField field = old.field(i);
        OptionalInt found = now.find(field.name());
        if (found.isEmpty() || !now.field(found.getAsInt()).type().equals(field.type())) {
          throw new IllegalArgumentException(
              "column %s of an earlier schema is not in (%s)".formatted(field, now));
        }
        positions[i] = found.getAsInt();
      }
      return new Earlier(new RowBatchCodec(old), positions, now.size());
    }

    Row widened(Row row) {
      @Nullable Object[] values = new @Nullable Object[width];
      for (int i = 0; i < positions.length; i++) {
        values[positions[i]] = row.value(i);
      }
      return Row.wrap(values);
    }
  }
}
