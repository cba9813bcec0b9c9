package io.tidemark.delta.merge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.time.DateText;
import io.tidemark.row.time.TimestampText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file's statistics (Delta PROTOCOL "Per-file Statistics") say of its columns: bounds, which
 * need not be values of the file. Text is cut, timestamps are cut to milliseconds, and a DOUBLE
 * column's bounds say nothing of NaN. Where they are missing, the file may hold anything.
 */
final class FileBounds {

  private static final JsonFactory JSON = new JsonFactory();
  private static final long MICROS_PER_MILLI = 1000;

  private final @Nullable Object rows;
  private final Map<String, Object> nulls = new HashMap<>();
  private final Map<String, Object> least = new HashMap<>();
  private final Map<String, Object> greatest = new HashMap<>();

  private FileBounds(Map<String, Object> values) {
    this.rows = values.get("/numRecords");
    values.forEach(
        (path, value) -> {
          int name = path.indexOf('/', 1) + 1;
          switch (path.substring(0, name)) {
            case "/nullCount/" -> nulls.put(path.substring(name), value);
            case "/minValues/" -> least.put(path.substring(name), value);
            case "/maxValues/" -> greatest.put(path.substring(name), value);
            default -> {}
          }
        });
  }

  /** Statistics that can't be read are as good as none: they are a hint of another writer. */
  static FileBounds of(@Nullable String statistics) {
    Map<String, Object> values = new HashMap<>();
    if (statistics != null) {
      try (JsonParser parser = JSON.createParser(statistics)) {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          object(parser, "", values);
        }
      } catch (IOException e) {
        values.clear();
      }
    }
    return new FileBounds(values);
  }

  private static void object(JsonParser parser, String path, Map<String, Object> values)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = path + "/" + parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> object(parser, name, values);
        case VALUE_STRING -> values.put(name, parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.put(name, parser.getDecimalValue());
        default -> parser.skipChildren();
      }
    }
  }

  /** Whether a column of the file may hold this value of its type. */
  boolean mayHold(String column, DataType type, @Nullable Object value) {
    Object nullRows = nulls.get(column);
    if (value == null) {
      return !(nullRows instanceof BigDecimal count && count.signum() == 0);
    }
    if (nullRows != null && nullRows.equals(rows)) {
      return false;
    }
    Object from = least.get(column);
    Object to = greatest.get(column);
    return (from == null || compare(type, value, from) >= 0)
        && (to == null || compare(type, value, to) <= 0);
  }

  /** No value of the column is less; null if nothing is known, or one may be null. */
  @Nullable Object least(String column, DataType type) {
    return nulls.get(column) instanceof BigDecimal count && count.signum() != 0
        ? null
        : bound(type, least.get(column), 0);
  }

  /** No value of the column but NaN is greater; null if nothing is known. */
  @Nullable Object greatest(String column, DataType type) {
    return bound(type, greatest.get(column), MICROS_PER_MILLI - 1);
  }

  /** Of a type that has bounds; else null. */
  private static @Nullable Object bound(DataType type, @Nullable Object bound, long cutMicros) {
    if (bound instanceof BigDecimal number) {
      return number(type, number);
    } else if (bound instanceof String text && type instanceof PrimitiveType primitive) {
      return switch (primitive) {
        case STRING -> text;
        case DATE -> DateText.parse(text);
        case TIMESTAMP -> {
          Long micros = TimestampText.parse(text);
          yield micros == null ? null : micros + cutMicros;
        }
        default -> null;
      };
    }
    return null;
  }

  private static @Nullable Object number(DataType type, BigDecimal bound) {
    if (type == PrimitiveType.INT) {
      return bound.intValue();
    } else if (type == PrimitiveType.BIGINT) {
      return bound.longValue();
    } else if (type == PrimitiveType.DOUBLE) {
      return bound.doubleValue();
    }
    return type instanceof DecimalType ? bound : null;
  }

  /** 0 also where they can't be compared. */
  private static int compare(DataType type, Object value, Object bound) {
    if (type instanceof DecimalType && bound instanceof BigDecimal number) {
      return ((BigDecimal) value).compareTo(number);
    } else if (type instanceof PrimitiveType primitive) {
      return switch (primitive) {
        case INT, BIGINT ->
            bound instanceof BigDecimal number
                ? BigDecimal.valueOf(((Number) value).longValue()).compareTo(number)
                : 0;
        case DOUBLE -> bound instanceof BigDecimal number ? number((Double) value, number) : 0;
        case STRING -> bound instanceof String text ? text((String) value, text) : 0;
        case DATE -> bound instanceof String text ? date((Integer) value, text) : 0;
        case TIMESTAMP -> bound instanceof String text ? timestamp((Long) value, text) : 0;
        case BOOLEAN, BINARY -> 0;
      };
    }
    return 0;
  }

  /** NaN is in no bounds; -0.0 is 0. */
  private static int number(double value, BigDecimal bound) {
    double other = bound.doubleValue();
    return value < other ? -1 : value > other ? 1 : 0;
  }

  /** As Parquet and Spark order text: by its bytes. */
  private static int text(String value, String bound) {
    return Arrays.compareUnsigned(
        value.getBytes(StandardCharsets.UTF_8), bound.getBytes(StandardCharsets.UTF_8));
  }

  private static int date(int day, String bound) {
    Integer other = DateText.parse(bound);
    return other == null ? 0 : Integer.compare(day, other);
  }

  private static int timestamp(long micros, String bound) {
    Long other = TimestampText.parse(bound);
    return other == null
        ? 0
        : Long.compare(
            Math.floorDiv(micros, MICROS_PER_MILLI), Math.floorDiv(other, MICROS_PER_MILLI));
  }
}
