package io.tidemark.row.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Parses records that are exactly one JSON object in UTF-8 each, with blanks around it. */
final class JsonObjects {

  /**
   * A record's size is bounded where it enters Kafka, so no text, name or number in it needs a
   * bound of its own. Nesting costs the parser some bytes a level and no stack; it is bounded lest
   * a record of brackets takes many times its size.
   */
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(100_000)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .build();

  /**
   * Takes single quotes, NaN and Infinity, as Spark does by default. Interning names would make
   * those of a large map outlive it.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(CONSTRAINTS)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private JsonObjects() {}

  /** What becomes of an object. */
  interface Body<T> {

    /**
     * Reads from the object's start, where the parser is, to its end.
     *
     * @param text the bytes that the parser reads, from their start
     */
    T read(byte[] text, JsonParser parser) throws IOException;
  }

  /**
   * Parses a record.
   *
   * @throws BadRecordException if it is not one JSON object, with the reason
   */
  static <T> T read(byte[] record, Body<T> body) {
    try {
      return readText(withoutByteOrderMark(record), body);
    } catch (JsonEOFException e) {
      throw unreadable("it ends too early, after " + record.length + " bytes");
    } catch (JsonProcessingException e) {
      throw unreadable(e.getOriginalMessage() + at(e.getLocation()));
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static <T> T readText(byte[] text, Body<T> body) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw unreadable(first == null ? "it is empty" : "it is " + named(first));
      }
      T result = body.read(text, parser);
      if (parser.nextToken() != null) {
        throw unreadable("something follows it" + at(parser.currentTokenLocation()));
      }
      return result;
    }
  }

  private static BadRecordException unreadable(String reason) {
    return new BadRecordException("not one JSON object: " + reason);
  }

  private static String at(@Nullable JsonLocation location) {
    return location == null ? "" : ", at byte " + location.getByteOffset();
  }

  private static String named(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      default -> "a number";
    };
  }

  private static byte[] withoutByteOrderMark(byte[] bytes) {
    boolean hasMark = Arrays.mismatch(bytes, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length;
    return hasMark ? Arrays.copyOfRange(bytes, BYTE_ORDER_MARK.length, bytes.length) : bytes;
  }
}
