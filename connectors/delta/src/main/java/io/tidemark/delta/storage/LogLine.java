package io.tidemark.delta.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Finds one field of one action in a line of the log. */
final class LogLine {

  private static final JsonFactory JSON = new JsonFactory();

  private LogLine() {}

  /** The value of {@code {"action":{"field":value}}} as text; empty when the line has no such. */
  static Optional<String> field(String line, String action, String field) throws IOException {
    if (!line.contains(action)) {
      return Optional.empty();
    }
    try (JsonParser parser = JSON.createParser(line)) {
      return enter(parser, action) && enter(parser, field)
          ? Optional.of(parser.getText())
          : Optional.empty();
    }
  }

  /** Goes into the next object, to the value of a field of it. */
  private static boolean enter(JsonParser parser, String name) throws IOException {
    if (parser.currentToken() == null) {
      parser.nextToken();
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }
}
