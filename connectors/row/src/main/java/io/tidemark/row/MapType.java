package io.tidemark.row;

import static java.util.Objects.requireNonNull;

/** A map; its keys are never null, its values may be. */
public record MapType(DataType key, DataType value) implements DataType {

  public MapType {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
  }

  @Override
  public String ddl() {
    return "MAP<" + key.ddl() + ", " + value.ddl() + ">";
  }

  @Override
  public String toString() {
    return ddl();
  }
}
