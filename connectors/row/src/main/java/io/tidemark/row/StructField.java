package io.tidemark.row;

import static java.util.Objects.requireNonNull;

/**
 * A named column of a {@link StructType}.
 *
 * @param nullable whether a value may be null; fields of JSON sources always are
 */
public record StructField(String name, DataType type, boolean nullable) {

  public StructField {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a field needs a name");
    }
  }

  /** A nullable field. */
  public static StructField of(String name, DataType type) {
    return new StructField(name, type, true);
  }
}
