package io.tidemark.delta.sink.record;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.List;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a Connect schema makes. All are nullable, as Spark makes tables: a producer may
 * make a field optional later, a table can't.
 */
public final class ConnectTypes {

  /** What Avro's converter notes of a decimal's precision; Connect's own Decimal has none. */
  private static final String PRECISION = "connect.decimal.precision";

  private ConnectTypes() {}

  /**
   * @param schema of a struct
   * @throws UnfitRecordException if a field has a type that no column can have
   */
  public static StructType columns(Schema schema) {
    return struct(schema, "");
  }

  private static StructType struct(Schema schema, String path) {
    List<StructField> fields =
        schema.fields().stream()
            .map(f -> StructField.of(f.name(), type(f.schema(), child(path, f.name()))))
            .toList();
    if (fields.isEmpty()) {
      throw new UnfitRecordException(
          (path.isEmpty() ? "the record" : path) + ": a struct without fields",
          "give it one, or leave it out");
    }
    return new StructType(fields);
  }

  private static DataType type(Schema schema, String path) {
    DataType logical = logical(schema, path);
    if (logical != null) {
      return logical;
    }
    return switch (schema.type()) {
      case INT8, INT16, INT32 -> PrimitiveType.INT;
      case INT64 -> PrimitiveType.BIGINT;
      case FLOAT32, FLOAT64 -> PrimitiveType.DOUBLE;
      case BOOLEAN -> PrimitiveType.BOOLEAN;
      case STRING -> PrimitiveType.STRING;
      case BYTES -> PrimitiveType.BINARY;
      case ARRAY -> new ArrayType(type(schema.valueSchema(), path + "[]"));
      case MAP ->
          new MapType(
              type(schema.keySchema(), path + "{key}"), type(schema.valueSchema(), path + "{}"));
      case STRUCT -> struct(schema, path);
    };
  }

  /** Null if the schema is of no type of Connect's own. */
  private static @Nullable DataType logical(Schema schema, String path) {
    if (schema.name() == null) {
      return null;
    }
    return switch (schema.name()) {
      case Decimal.LOGICAL_NAME -> decimal(schema, path);
      case Date.LOGICAL_NAME -> PrimitiveType.DATE;
      case Timestamp.LOGICAL_NAME -> PrimitiveType.TIMESTAMP;
      // milliseconds of the day: Delta has no time of day
      case Time.LOGICAL_NAME -> PrimitiveType.INT;
      default -> null;
    };
  }

  private static DataType decimal(Schema schema, String path) {
    String scale = schema.parameters().get(Decimal.SCALE_FIELD);
    String precision =
        schema.parameters().getOrDefault(PRECISION, Integer.toString(DecimalType.MAX_PRECISION));
    try {
      return new DecimalType(Integer.parseInt(precision), Integer.parseInt(scale));
    } catch (IllegalArgumentException e) {
      throw new UnfitRecordException(
          "%s: a Decimal of precision %s and scale %s fits no DECIMAL"
              .formatted(path, precision, scale),
          "a DECIMAL has up to 38 digits, and from 0 to that many after the point");
    }
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
