package io.tidemark.row.json;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructType;
import java.io.IOException;

/** Reads a JSON value that is not null as a value of one type. */
interface ValueReader {

  /**
   * Stands for a value of another type, in {@link Mode#PERMISSIVE}; becomes null in the nearest
   * struct around it.
   */
  Object BAD = new Object();

  /**
   * Reads the value at the parser's current token and leaves the parser at the value's last token.
   *
   * @return the value, or {@link #BAD}
   * @throws BadRecordException if it is of another type, in {@link Mode#STRICT}
   * @throws IOException if it isn't JSON
   */
  Object read(JsonRecord record) throws IOException;

  /**
   * The reader of a type.
   *
   * @throws IllegalArgumentException if it can't be read from JSON
   */
  static ValueReader of(DataType type) {
    if (type instanceof PrimitiveType primitive) {
      return PrimitiveReader.of(primitive);
    }
    if (type instanceof DecimalType decimal) {
      return new DecimalReader(decimal);
    }
    if (type instanceof ArrayType array) {
      return new ArrayReader(array, of(array.element()));
    }
    if (type instanceof MapType map) {
      return MapReader.of(map);
    }
    return new StructReader((StructType) type);
  }
}
