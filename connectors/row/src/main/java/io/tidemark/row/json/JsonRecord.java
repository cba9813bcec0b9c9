package io.tidemark.row.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.row.DataType;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The one record being read: its bytes, the parser over them, and what to do with a bad value. */
final class JsonRecord {

  private static final int SHOWN_CHARACTERS = 80;

  private final byte[] bytes;
  private final JsonParser parser;
  private final Mode mode;

  JsonRecord(byte[] bytes, JsonParser parser, Mode mode) {
    this.bytes = bytes;
    this.parser = parser;
    this.mode = mode;
  }

  JsonParser parser() {
    return parser;
  }

  /**
   * The value at the parser is not of this type. Leaves the parser at the value's end.
   *
   * @throws BadRecordException with its path, text and type, if the mode is strict
   */
  Object bad(DataType type) throws IOException {
    if (mode == Mode.PERMISSIVE) {
      parser.skipChildren();
      return ValueReader.BAD;
    }
    String path = path();
    throw new BadRecordException(
        "%s: %s is not of type %s"
            .formatted(path, shown(), type instanceof StructType ? "STRUCT" : type));
  }

  /** The value at the parser exactly as it is written; a string without its quotes. */
  String text() throws IOException {
    if (!parser.currentToken().isStructStart()) {
      return parser.getText();
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int end = (int) parser.currentLocation().getByteOffset();
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private String shown() throws IOException {
    String quote = parser.hasToken(JsonToken.VALUE_STRING) ? "\"" : "";
    String text = text();
    return text.length() <= SHOWN_CHARACTERS
        ? quote + text + quote
        : quote + text.substring(0, SHOWN_CHARACTERS) + "…";
  }

  private String path() {
    JsonStreamContext context = parser.getParsingContext();
    StringBuilder path = new StringBuilder();
    appendPath(parser.currentToken().isStructStart() ? context.getParent() : context, path);
    return path.toString();
  }

  private static void appendPath(JsonStreamContext context, StringBuilder path) {
    if (context.inRoot()) {
      return;
    }
    appendPath(context.getParent(), path);
    if (context.inArray()) {
      path.append('[').append(context.getCurrentIndex()).append(']');
    } else {
      path.append(path.isEmpty() ? "" : ".").append(context.getCurrentName());
    }
  }
}
