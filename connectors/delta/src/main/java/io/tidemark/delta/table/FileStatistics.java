package io.tidemark.delta.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.OptionalLong;

/** Reads what a data file's statistics say. */
final class FileStatistics {

  private static final JsonFactory JSON = new JsonFactory();

  private FileStatistics() {}

  /** {@code numRecords}; empty when it is not there or the text is not JSON. */
  static OptionalLong rows(String statistics) {
    try (JsonParser parser = JSON.createParser(statistics)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return OptionalLong.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("numRecords") && value == JsonToken.VALUE_NUMBER_INT) {
          return OptionalLong.of(parser.getLongValue());
        }
        parser.skipChildren();
      }
      return OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty(); // foreign statistics are a hint, not a promise
    }
  }
}
