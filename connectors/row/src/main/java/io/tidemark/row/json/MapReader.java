package io.tidemark.row.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object as a map from its names. One value of another type makes the whole map bad. */
record MapReader(MapType type, ValueReader value) implements ValueReader {

  static MapReader of(MapType type) {
    if (type.key() != PrimitiveType.STRING) {
      throw new IllegalArgumentException(
          type + " can't be read from JSON, whose names are text: make it MAP<STRING, …>");
    }
    return new MapReader(type, ValueReader.of(type.value()));
  }

  @Override
  public Object read(JsonRecord record) throws IOException {
    JsonParser parser = record.parser();
    if (!parser.isExpectedStartObjectToken()) {
      return record.bad(type);
    }
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    boolean isBad = false;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (isBad) {
        parser.skipChildren();
      } else {
        Object read = token == JsonToken.VALUE_NULL ? null : value.read(record);
        isBad = read == BAD;
        entries.put(name, read);
      }
    }
    return isBad ? BAD : entries;
  }
}
