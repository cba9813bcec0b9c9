package io.tidemark.sql.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as text: times as Spark shows them, in UTC; nested values as JSON. */
final class Texts {

  /** Above and below, Java's notation with an exponent is easier to read. */
  private static final double PLAIN_MAX = 1e15;

  private static final double PLAIN_MIN = 1e-6;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  private Texts() {}

  /** A value for a cell of a table or a CSV file. */
  static String cell(Object value) {
    if (value instanceof Instant time) {
      return TIME.format(time.atOffset(ZoneOffset.UTC));
    } else if (value instanceof LocalDateTime time) {
      return TIME.format(time);
    } else if (value instanceof Double number) {
      return number(number);
    } else if (value instanceof BigDecimal number) {
      return number.toPlainString();
    } else if (value instanceof List<?> || value instanceof Map<?, ?>) {
      return json(value);
    } else if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    return value.toString();
  }

  /**
   * A value as JSON text: times in ISO-8601, BINARY in base 64, what JSON has no number for as
   * text.
   */
  static String json(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(tree(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object tree(@Nullable Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return number.toString();
    } else if (value instanceof List<?> list) {
      return list.stream().map(Texts::tree).toArray();
    } else if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> tree = new LinkedHashMap<>();
      map.forEach((k, v) -> tree.put(k == null ? "null" : cell(k), tree(v)));
      return tree;
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    } else if (value instanceof byte[]) {
      return value;
    }
    return value.toString();
  }

  private static String number(double value) {
    double size = Math.abs(value);
    boolean isPlain = size == 0 || (size >= PLAIN_MIN && size < PLAIN_MAX);
    if (!isPlain) {
      return Double.toString(value);
    }
    String plain = BigDecimal.valueOf(value).toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }
}
