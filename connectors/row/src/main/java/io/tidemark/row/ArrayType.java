package io.tidemark.row;

import static java.util.Objects.requireNonNull;

/** An array; its elements may be null. */
public record ArrayType(DataType element) implements DataType {

  public ArrayType {
    requireNonNull(element, "element");
  }

  @Override
  public String ddl() {
    return "ARRAY<" + element.ddl() + ">";
  }

  @Override
  public String toString() {
    return ddl();
  }
}
