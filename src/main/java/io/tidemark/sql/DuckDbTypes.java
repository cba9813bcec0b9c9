package io.tidemark.sql;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructType;
import java.util.stream.Collectors;

/** A table's types in DuckDB's words. */
final class DuckDbTypes {

  private DuckDbTypes() {}

  static String of(DataType type) {
    if (type instanceof PrimitiveType primitive) {
      return switch (primitive) {
        case STRING -> "VARCHAR";
        case BOOLEAN -> "BOOLEAN";
        case INT -> "INTEGER";
        case BIGINT -> "BIGINT";
        case DOUBLE -> "DOUBLE";
        case TIMESTAMP -> "TIMESTAMPTZ";
        case DATE -> "DATE";
        case BINARY -> "BLOB";
      };
    } else if (type instanceof DecimalType decimal) {
      return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
    } else if (type instanceof ArrayType array) {
      return of(array.element()) + "[]";
    } else if (type instanceof MapType map) {
      return "MAP(" + of(map.key()) + "," + of(map.value()) + ")";
    } else if (type instanceof StructType struct) {
      return struct.fields().stream()
          .map(f -> DuckDb.quoted(f.name()) + " " + of(f.type()))
          .collect(Collectors.joining(",", "STRUCT(", ")"));
    }
    throw new IllegalStateException("no DuckDB type for " + type.ddl());
  }
}
