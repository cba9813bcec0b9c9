package io.tidemark.row.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.row.ArrayType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON array. One element of another type makes the whole array bad, as in Spark. */
record ArrayReader(ArrayType type, ValueReader element) implements ValueReader {

  @Override
  public Object read(JsonRecord record) throws IOException {
    JsonParser parser = record.parser();
    if (!parser.isExpectedStartArrayToken()) {
      return record.bad(type);
    }
    List<@Nullable Object> elements = new ArrayList<>();
    boolean isBad = false;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (isBad) {
        parser.skipChildren();
      } else {
        Object value = token == JsonToken.VALUE_NULL ? null : element.read(record);
        isBad = value == BAD;
        elements.add(value);
      }
    }
    return isBad ? BAD : elements;
  }
}
