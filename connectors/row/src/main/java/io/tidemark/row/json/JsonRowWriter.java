package io.tidemark.row.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows as JSON objects, as Spark's {@code to_json} has them: a null column or field is left out,
 * times are ISO-8601 in UTC (to the microsecond, where Spark cuts milliseconds), BINARY is base 64.
 * A DOUBLE that JSON has no number for is text: {@code "NaN"}, {@code "Infinity"}.
 *
 * <p>What {@link JsonRowReader} reads of it with the same schema is the row again. Not thread-safe.
 */
public final class JsonRowWriter {

  private static final JsonFactory JSON =
      new JsonFactory().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

  private final StructType schema;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public JsonRowWriter(StructType schema) {
    this.schema = schema;
  }

  /** The row as UTF-8 text, on one line. */
  public byte[] write(Row row) {
    out.reset();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      struct(json, row, schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void struct(JsonGenerator json, Row row, StructType type) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < type.size(); i++) {
      Object value = row.value(i);
      if (value != null) {
        json.writeFieldName(type.field(i).name());
        value(json, value, type.field(i).type());
      }
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, @Nullable Object value, DataType type)
      throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (type instanceof PrimitiveType primitive) {
      primitive(json, value, primitive);
    } else if (type instanceof StructType struct) {
      struct(json, (Row) value, struct);
    } else if (type instanceof ArrayType array) {
      json.writeStartArray();
      for (Object element : (List<?>) value) {
        value(json, element, array.element());
      }
      json.writeEndArray();
    } else if (type instanceof MapType map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        json.writeFieldName(name(entry.getKey(), map.key()));
        value(json, entry.getValue(), map.value());
      }
      json.writeEndObject();
    } else {
      json.writeNumber((BigDecimal) value);
    }
  }

  private static void primitive(JsonGenerator json, Object value, PrimitiveType type)
      throws IOException {
    switch (type) {
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      case INT -> json.writeNumber((Integer) value);
      case BIGINT -> json.writeNumber((Long) value);
      case DOUBLE -> number(json, (Double) value);
      case BINARY -> json.writeBinary((byte[]) value);
      case STRING, TIMESTAMP, DATE -> json.writeString(text(value, type));
    }
  }

  private static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }

  private static String name(Object key, DataType type) {
    return type instanceof PrimitiveType primitive ? text(key, primitive) : String.valueOf(key);
  }

  private static String text(Object value, PrimitiveType type) {
    return switch (type) {
      case TIMESTAMP -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      default -> value.toString();
    };
  }
}
