package io.tidemark.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One column of a batch: nothing, one value for all rows, or a value a row. An exploded order's
 * rows share most of their values, and share them as one object, so that is what is looked for
 * first.
 */
final class ColumnCodec {

  private static final int ALL_NULL = 0;
  private static final int CONSTANT = 1;
  private static final int VARYING = 2;

  private final ValueCodec values;
  private final boolean hasMap;

  ColumnCodec(DataType type) {
    this.values = ValueCodec.of(type);
    this.hasMap = hasMap(type);
  }

  private static boolean hasMap(DataType type) {
    if (type instanceof ArrayType array) {
      return hasMap(array.element());
    } else if (type instanceof StructType struct) {
      return struct.fields().stream().anyMatch(f -> hasMap(f.type()));
    }
    return type instanceof MapType;
  }

  /** Appends the column of one row or more. */
  void write(@Nullable Object[] cells, WireOutput out) {
    Object first = cells[0];
    if (!isConstant(cells)) {
      out.writeByte(VARYING);
      values.writeCells(cells, out);
    } else if (first == null) {
      out.writeByte(ALL_NULL);
    } else {
      out.writeByte(CONSTANT);
      values.write(first, out);
    }
  }

  /** Reads the column into this position of each row. */
  void read(@Nullable Object[][] rows, int position, WireInput in) {
    int kind = in.readByte();
    switch (kind) {
      case ALL_NULL -> {}
      case CONSTANT -> {
        Object value = values.read(in);
        for (Object[] row : rows) {
          row[position] = value;
        }
      }
      case VARYING -> readVarying(rows, position, in);
      default -> throw in.damaged("there is no column kind " + kind);
    }
  }

  private void readVarying(@Nullable Object[][] rows, int position, WireInput in) {
    int bitmap = in.skipBitmap(rows.length);
    for (int i = 0; i < rows.length; i++) {
      if (in.bit(bitmap, i)) {
        rows[i][position] = values.read(in);
      }
    }
  }

  /** Equal maps may differ in the order of their entries, so only one and the same will do. */
  private boolean isConstant(@Nullable Object[] cells) {
    Object first = cells[0];
    for (int i = 1; i < cells.length; i++) {
      if (cells[i] != first && (hasMap || !isEqual(first, cells[i]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEqual(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return false;
    }
    return left instanceof byte[] bytes
        ? right instanceof byte[] others && Arrays.equals(bytes, others)
        : left.equals(right);
  }
}
