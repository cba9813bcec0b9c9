package io.tidemark.row.json;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.time.DateText;
import io.tidemark.row.time.TimestampText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Which JSON each {@link PrimitiveType} is read from, as Spark's JSON source has it. */
enum PrimitiveReader implements ValueReader {
  /** Anything: what is not a string is taken as it is written. */
  STRING(PrimitiveType.STRING) {
    @Override
    Object value(JsonRecord record) throws IOException {
      return record.text();
    }
  },
  BOOLEAN(PrimitiveType.BOOLEAN) {
    @Override
    @Nullable Object value(JsonRecord record) {
      return switch (record.parser().currentToken()) {
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> null;
      };
    }
  },
  INT(PrimitiveType.INT) {
    @Override
    @Nullable Object value(JsonRecord record) throws IOException {
      JsonParser parser = record.parser();
      boolean fits = isInteger(parser) && parser.getNumberType() == NumberType.INT;
      return fits ? (Object) parser.getIntValue() : null;
    }
  },
  BIGINT(PrimitiveType.BIGINT) {
    @Override
    @Nullable Object value(JsonRecord record) throws IOException {
      return wholeNumber(record.parser());
    }
  },
  /** A number, or one of the texts for what JSON has no number for. Too large a number is bad. */
  DOUBLE(PrimitiveType.DOUBLE) {
    @Override
    @Nullable Object value(JsonRecord record) throws IOException {
      JsonParser parser = record.parser();
      if (!parser.currentToken().isNumeric()) {
        return parser.hasToken(JsonToken.VALUE_STRING) ? nonFinite(parser.getText()) : null;
      }
      double value = parser.getDoubleValue();
      return Double.isFinite(value) ? (Object) value : nonFinite(parser.getText());
    }
  },
  /** ISO-8601 text, or seconds since 1970. */
  TIMESTAMP(PrimitiveType.TIMESTAMP) {
    @Override
    @Nullable Object value(JsonRecord record) throws IOException {
      JsonParser parser = record.parser();
      if (parser.hasToken(JsonToken.VALUE_STRING)) {
        return TimestampText.parse(parser.getText());
      }
      Long seconds = wholeNumber(parser);
      boolean fits = seconds != null && seconds >= -MAX_SECONDS && seconds <= MAX_SECONDS;
      return fits ? (Object) (seconds * MICROS_PER_SECOND) : null;
    }
  },
  DATE(PrimitiveType.DATE) {
    @Override
    @Nullable Object value(JsonRecord record) throws IOException {
      JsonParser parser = record.parser();
      return parser.hasToken(JsonToken.VALUE_STRING) ? DateText.parse(parser.getText()) : null;
    }
  },
  /** Base64. */
  BINARY(PrimitiveType.BINARY) {
    @Override
    @Nullable Object value(JsonRecord record) throws IOException {
      JsonParser parser = record.parser();
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return null;
      }
      try {
        return Base64Variants.MIME_NO_LINEFEEDS.decode(parser.getText());
      } catch (IllegalArgumentException notBase64) {
        return null;
      }
    }
  };

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MAX_SECONDS = Long.MAX_VALUE / MICROS_PER_SECOND;

  private final PrimitiveType type;

  PrimitiveReader(PrimitiveType type) {
    this.type = type;
  }

  /** The value, or null if what is there is of another type. */
  abstract @Nullable Object value(JsonRecord record) throws IOException;

  @Override
  public Object read(JsonRecord record) throws IOException {
    Object value = value(record);
    return value == null ? record.bad(type) : value;
  }

  static PrimitiveReader of(PrimitiveType type) {
    return switch (type) {
      case STRING -> STRING;
      case BOOLEAN -> BOOLEAN;
      case INT -> INT;
      case BIGINT -> BIGINT;
      case DOUBLE -> DOUBLE;
      case TIMESTAMP -> TIMESTAMP;
      case DATE -> DATE;
      case BINARY -> BINARY;
    };
  }

  private static boolean isInteger(JsonParser parser) {
    return parser.hasToken(JsonToken.VALUE_NUMBER_INT);
  }

  private static @Nullable Long wholeNumber(JsonParser parser) throws IOException {
    boolean fits = isInteger(parser) && parser.getNumberType() != NumberType.BIG_INTEGER;
    return fits ? (Long) parser.getLongValue() : null;
  }

  private static @Nullable Double nonFinite(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity", "+Infinity", "+INF", "INF" -> Double.POSITIVE_INFINITY;
      case "-Infinity", "-INF" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }
}
