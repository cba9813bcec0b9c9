package io.tidemark.delta.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.math.BigInteger;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * Our types as Spark lays them out in Parquet (Parquet's LogicalTypes.md; Spark's
 * SparkToParquetSchemaConverter without {@code writeLegacyFormat}).
 */
final class ParquetSchema {

  /** A decimal of up to this many digits fits an INT32. */
  static final int MAX_INT32_DIGITS = 9;

  /** A decimal of up to this many digits fits an INT64. */
  static final int MAX_INT64_DIGITS = 18;

  private ParquetSchema() {}

  static MessageType of(StructType schema) {
    return new MessageType(
        "spark_schema", schema.fields().stream().map(ParquetSchema::field).toList());
  }

  private static Type field(StructField field) {
    return type(
        field.type(), field.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED, field.name());
  }

  private static Type type(DataType type, Repetition repetition, String name) {
    if (type instanceof PrimitiveType primitive) {
      return primitive(primitive, repetition, name);
    } else if (type instanceof DecimalType decimal) {
      return decimal(decimal, repetition, name);
    } else if (type instanceof ArrayType array) {
      return Types.list(repetition)
          .element(type(array.element(), Repetition.OPTIONAL, "element"))
          .named(name);
    } else if (type instanceof MapType map) {
      return Types.map(repetition)
          .key(type(map.key(), Repetition.REQUIRED, "key"))
          .value(type(map.value(), Repetition.OPTIONAL, "value"))
          .named(name);
    } else if (type instanceof StructType struct) {
      return new GroupType(
          repetition, name, struct.fields().stream().map(ParquetSchema::field).toList());
    }
    throw new IllegalStateException("no Parquet type for " + type);
  }

  private static Type primitive(PrimitiveType type, Repetition repetition, String name) {
    return switch (type) {
      case STRING ->
          Types.primitive(BINARY, repetition).as(LogicalTypeAnnotation.stringType()).named(name);
      case BOOLEAN -> Types.primitive(BOOLEAN, repetition).named(name);
      case INT -> Types.primitive(INT32, repetition).named(name);
      case BIGINT -> Types.primitive(INT64, repetition).named(name);
      case DOUBLE -> Types.primitive(DOUBLE, repetition).named(name);
      case TIMESTAMP ->
          Types.primitive(INT64, repetition)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(name);
      case DATE ->
          Types.primitive(INT32, repetition).as(LogicalTypeAnnotation.dateType()).named(name);
      case BINARY -> Types.primitive(BINARY, repetition).named(name);
    };
  }

  private static Type decimal(DecimalType type, Repetition repetition, String name) {
    LogicalTypeAnnotation annotation =
        LogicalTypeAnnotation.decimalType(type.scale(), type.precision());
    if (type.precision() <= MAX_INT32_DIGITS) {
      return Types.primitive(INT32, repetition).as(annotation).named(name);
    } else if (type.precision() <= MAX_INT64_DIGITS) {
      return Types.primitive(INT64, repetition).as(annotation).named(name);
    }
    return Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition)
        .length(decimalBytes(type.precision()))
        .as(annotation)
        .named(name);
  }

  /** The fewest bytes that hold every unscaled value of so many digits, in two's complement. */
  static int decimalBytes(int precision) {
    return BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() / 8 + 1;
  }
}
