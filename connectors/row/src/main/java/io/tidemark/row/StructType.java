package io.tidemark.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The ordered columns of a table or of a nested struct. Field names are unique and case-sensitive.
 */
public final class StructType implements DataType {

  private final List<StructField> fields;
  private final Map<String, Integer> positions;

  public StructType(List<StructField> fields) {
    this.fields = List.copyOf(fields);
    this.positions = new HashMap<>();
    for (int i = 0; i < this.fields.size(); i++) {
      String name = this.fields.get(i).name();
      if (positions.put(name, i) != null) {
        throw new IllegalArgumentException("column '" + name + "' is there twice");
      }
    }
  }

  public static StructType of(StructField... fields) {
    return new StructType(List.of(fields));
  }

  /**
   * Reads Spark DDL: {@code order_id STRING, items ARRAY<STRUCT<price: DOUBLE>>}.
   *
   * @throws DdlException if the text is not DDL, with the position and what was expected there
   */
  public static StructType fromDdl(String ddl) {
    return new DdlParser(ddl).parse();
  }

  public List<StructField> fields() {
    return fields;
  }

  public int size() {
    return fields.size();
  }

  public StructField field(int position) {
    return fields.get(position);
  }

  /** The 0-based position of a column, or empty when there is none of that exact name. */
  public OptionalInt find(String name) {
    Integer position = positions.get(name);
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  public List<String> names() {
    return fields.stream().map(StructField::name).toList();
  }

  /** These columns and then {@code more}. */
  public StructType plus(StructField... more) {
    List<StructField> all = new ArrayList<>(fields);
    all.addAll(List.of(more));
    return new StructType(all);
  }

  /** The columns as a table's DDL, without the surrounding {@code STRUCT<>}. */
  public String columnsDdl() {
    return fields.stream()
        .map(f -> Ddl.name(f.name()) + " " + f.type().ddl() + (f.nullable() ? "" : " NOT NULL"))
        .collect(Collectors.joining(", "));
  }

  @Override
  public String ddl() {
    return fields.stream()
        .map(f -> Ddl.name(f.name()) + ": " + f.type().ddl() + (f.nullable() ? "" : " NOT NULL"))
        .collect(Collectors.joining(", ", "STRUCT<", ">"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StructType that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return columnsDdl();
  }
}
