package io.tidemark.delta.source.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT96;

import io.tidemark.delta.source.parquet.ColumnPlan.ConverterFactory;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongUnaryOperator;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Which of Parquet's types hold which of ours (Parquet's LogicalTypes.md). A number may be narrower
 * in the file than in the table, which has widened it since.
 */
final class ScalarPlans {

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /** Of 1970-01-01, as INT96 counts days. */
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;

  private static final int INT96_BYTES = 12;

  private final FileCalendar calendar;

  ScalarPlans(FileCalendar calendar) {
    this.calendar = calendar;
  }

  /** How such values are read; null when the one type can't hold the other. */
  @Nullable ConverterFactory of(DataType type, org.apache.parquet.schema.PrimitiveType file) {
    if (type instanceof DecimalType decimal) {
      return decimal(decimal, file);
    }
    return switch ((PrimitiveType) type) {
      case STRING -> isText(file) ? ScalarConverters.ofBinary(Binary::toStringUsingUTF8) : null;
      case BOOLEAN -> is(file, BOOLEAN) ? ScalarConverters.ofBoolean() : null;
      case INT -> isInteger(file, INT32) ? ScalarConverters.ofInt(number -> number) : null;
      case BIGINT -> bigint(file);
      case DOUBLE ->
          is(file, DOUBLE) || is(file, FLOAT) ? ScalarConverters.ofDouble(number -> number) : null;
      case TIMESTAMP -> timestamp(file);
      case DATE ->
          is(file, INT32) && file.getLogicalTypeAnnotation() instanceof DateLogicalTypeAnnotation
              ? ScalarConverters.ofInt(calendar::days)
              : null;
      case BINARY -> isBytes(file) ? ScalarConverters.ofBinary(Binary::getBytes) : null;
    };
  }

  private static @Nullable ConverterFactory bigint(org.apache.parquet.schema.PrimitiveType file) {
    if (isInteger(file, INT32)) {
      return ScalarConverters.ofInt(number -> (long) number);
    }
    return isInteger(file, INT64) ? ScalarConverters.ofLong(number -> number) : null;
  }

  /** A timestamp that the file calls local is taken as UTC, the only zone there is here. */
  private @Nullable ConverterFactory timestamp(org.apache.parquet.schema.PrimitiveType file) {
    if (is(file, INT96)) {
      return ScalarConverters.ofBinary(bytes -> calendar.int96Micros(micros(bytes)));
    }
    if (!is(file, INT64)
        || !(file.getLogicalTypeAnnotation()
            instanceof TimestampLogicalTypeAnnotation annotation)) {
      return null;
    }
    LongUnaryOperator micros =
        switch (annotation.getUnit()) {
          case MILLIS -> millis -> Math.multiplyExact(millis, 1000L);
          case MICROS -> LongUnaryOperator.identity();
          case NANOS -> nanos -> Math.floorDiv(nanos, 1000L);
        };
    return ScalarConverters.ofLong(value -> calendar.micros(micros.applyAsLong(value)));
  }

  /** INT96: nanoseconds of the day, then the Julian day, both little-endian. */
  private static long micros(Binary int96) {
    if (int96.length() != INT96_BYTES) {
      throw new IllegalArgumentException("an INT96 of " + int96.length() + " bytes");
    }
    ByteBuffer buffer = int96.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanosOfDay = buffer.getLong(buffer.position());
    long julianDay = buffer.getInt(buffer.position() + Long.BYTES);
    return (julianDay - JULIAN_DAY_OF_EPOCH) * MICROS_PER_DAY + Math.floorDiv(nanosOfDay, 1000L);
  }

  private static @Nullable ConverterFactory decimal(
      DecimalType type, org.apache.parquet.schema.PrimitiveType file) {
    if (!(file.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal)
        || decimal.getScale() > type.scale()
        || decimal.getPrecision() - decimal.getScale() > type.precision() - type.scale()) {
      return null;
    }
    int scale = decimal.getScale();
    return switch (file.getPrimitiveTypeName()) {
      case INT32 -> ScalarConverters.ofInt(n -> scaled(BigDecimal.valueOf(n, scale), type));
      case INT64 -> ScalarConverters.ofLong(n -> scaled(BigDecimal.valueOf(n, scale), type));
      case BINARY, FIXED_LEN_BYTE_ARRAY ->
          ScalarConverters.ofBinary(
              bytes -> scaled(new BigDecimal(new BigInteger(bytes.getBytesUnsafe()), scale), type));
      default -> null;
    };
  }

  private static BigDecimal scaled(BigDecimal number, DecimalType type) {
    return number.scale() == type.scale() ? number : number.setScale(type.scale());
  }

  private static boolean is(
      org.apache.parquet.schema.PrimitiveType file, PrimitiveTypeName primitive) {
    return file.getPrimitiveTypeName() == primitive;
  }

  private static boolean isInteger(
      org.apache.parquet.schema.PrimitiveType file, PrimitiveTypeName primitive) {
    LogicalTypeAnnotation annotation = file.getLogicalTypeAnnotation();
    return is(file, primitive)
        && (annotation == null
            || (annotation instanceof IntLogicalTypeAnnotation integer
                && (integer.isSigned() || integer.getBitWidth() < Integer.SIZE)));
  }

  private static boolean isText(org.apache.parquet.schema.PrimitiveType file) {
    LogicalTypeAnnotation annotation = file.getLogicalTypeAnnotation();
    return is(file, BINARY)
        && (annotation == null // as writers did before there were annotations
            || annotation instanceof StringLogicalTypeAnnotation
            || annotation instanceof EnumLogicalTypeAnnotation
            || annotation instanceof JsonLogicalTypeAnnotation);
  }

  private static boolean isBytes(org.apache.parquet.schema.PrimitiveType file) {
    return (is(file, BINARY) || is(file, FIXED_LEN_BYTE_ARRAY))
        && !(file.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation);
  }
}
