package io.tidemark.delta.source;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructType;
import java.util.Locale;
import java.util.stream.Collectors;

/** A schema as a log has it (Delta PROTOCOL "Schema Serialization Format"). */
final class SparkSchema {

  private SparkSchema() {}

  static String json(DataType type) {
    if (type instanceof StructType struct) {
      return struct.fields().stream()
          .map(
              f ->
                  "{\"name\":\"%s\",\"type\":%s,\"nullable\":%s,\"metadata\":{}}"
                      .formatted(f.name(), json(f.type()), f.nullable()))
          .collect(Collectors.joining(",", "{\"type\":\"struct\",\"fields\":[", "]}"));
    } else if (type instanceof ArrayType array) {
      return "{\"type\":\"array\",\"elementType\":%s,\"containsNull\":true}"
          .formatted(json(array.element()));
    } else if (type instanceof MapType map) {
      return "{\"type\":\"map\",\"keyType\":%s,\"valueType\":%s,\"valueContainsNull\":true}"
          .formatted(json(map.key()), json(map.value()));
    } else if (type instanceof DecimalType) {
      return '"' + type.ddl().toLowerCase(Locale.ROOT) + '"';
    }
    return switch ((PrimitiveType) type) {
      case INT -> "\"integer\"";
      case BIGINT -> "\"long\"";
      default -> '"' + type.ddl().toLowerCase(Locale.ROOT) + '"';
    };
  }
}
