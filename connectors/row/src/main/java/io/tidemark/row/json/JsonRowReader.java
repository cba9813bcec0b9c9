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
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of JSON, one object each, into rows of a declared schema, as Spark's JSON source
 * reads them: exact names, unknown fields skipped, missing fields null, the last of two equal
 * names, a STRING column given anything else its JSON text. Only fields of the schema are
 * converted: a projection is a smaller schema.
 *
 * <p>Not thread-safe.
 */
public final class JsonRowReader {

  /**
   * A record's size is bounded where it enters Kafka, so no text or number in it needs a bound of
   * its own. Nesting costs the parser some bytes a level and no stack: what is read recursively is
   * only as deep as the schema.
   */
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(100_000)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .build();

  /** Lenient where Spark is by default: single quotes, NaN and Infinity. Always UTF-8. */
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

  private final StructReader root;
  private final Mode mode;
  private final Row nulls;

  /**
   * @throws IllegalArgumentException if a type of the schema can't be read from JSON: a MAP whose
   *     key is not a STRING
   */
  public JsonRowReader(StructType schema, Mode mode) {
    this.root = new StructReader(schema);
    this.mode = mode;
    this.nulls = Row.wrap(new @Nullable Object[schema.size()]);
  }

  /**
   * The row of a record, which is exactly one JSON object in UTF-8, white space around it.
   *
   * <p>In {@link Mode#PERMISSIVE} every record becomes a row, if need be one of nulls, so that as
   * many rows come out as records go in.
   *
   * @throws BadRecordException in {@link Mode#STRICT}, with the reason: what isn't JSON at which
   *     byte, or which column can't hold which value
   */
  public Row read(byte[] bytes) {
    try {
      return readObject(withoutByteOrderMark(bytes));
    } catch (JsonEOFException e) {
      return unreadable("it ends too early, after " + bytes.length + " bytes");
    } catch (JsonProcessingException e) {
      return unreadable(e.getOriginalMessage() + at(e.getLocation()));
    } catch (IOException e) {
      return unreadable(String.valueOf(e.getMessage()));
    }
  }

  private Row readObject(byte[] bytes) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      JsonToken token = parser.nextToken();
      if (token != JsonToken.START_OBJECT) {
        return unreadable(token == null ? "it is empty" : "it is " + named(token));
      }
      Row row = root.readFields(new JsonRecord(bytes, parser, mode));
      return parser.nextToken() == null
          ? row
          : unreadable("something follows it" + at(parser.currentTokenLocation()));
    }
  }

  private Row unreadable(String reason) {
    if (mode == Mode.STRICT) {
      throw new BadRecordException("not one JSON object: " + reason);
    }
    return nulls;
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
