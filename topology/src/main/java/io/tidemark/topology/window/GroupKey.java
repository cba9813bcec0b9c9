package io.tidemark.topology.window;

import io.tidemark.row.DataType;
import io.tidemark.row.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key columns of a group as bytes and back. Keys are in the order of their bytes. Owned by a
 * task.
 */
public final class GroupKey {

  private final List<DataType> types;
  private final OrderedWriter writer = new OrderedWriter();

  public GroupKey(List<DataType> types) {
    this.types = List.copyOf(types);
  }

  int size() {
    return types.size();
  }

  /**
   * The bytes of the key columns of a row; equal keys have equal bytes.
   *
   * @param first position of the first key column
   */
  public byte[] encode(Row row, int first) {
    writer.clear();
    write(row, first, writer);
    return writer.toBytes();
  }

  void write(Row row, int first, OrderedWriter to) {
    for (int i = 0; i < types.size(); i++) {
      to.write(types.get(i), row.value(first + i));
    }
  }

  /** Reads a key's values to an array, from a position on. */
  void read(OrderedReader from, @Nullable Object[] to, int first) {
    for (int i = 0; i < types.size(); i++) {
      to[first + i] = from.read(types.get(i));
    }
  }
}
