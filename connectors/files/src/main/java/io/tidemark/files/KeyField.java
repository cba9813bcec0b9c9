package io.tidemark.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes a record's key from one of its fields. */
final class KeyField {

  private final JsonFactory json =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  private final String name;

  KeyField(String name) {
    this.name = name;
  }

  /**
   * The text of the object's first field of that name, in UTF-8; null when there is none, when it
   * is null, an object or an array, or when the bytes before it are not JSON: whoever reads the
   * record judges it, not this.
   */
  byte @Nullable [] of(byte[] object) {
    try (JsonParser parser = json.createParser(object)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(name);
        JsonToken value = parser.nextToken();
        if (found) {
          return value.isScalarValue() && value != JsonToken.VALUE_NULL
              ? parser.getText().getBytes(StandardCharsets.UTF_8)
              : null;
        }
        parser.skipChildren();
      }
      return null;
    } catch (IOException notJson) {
      return null;
    }
  }
}
