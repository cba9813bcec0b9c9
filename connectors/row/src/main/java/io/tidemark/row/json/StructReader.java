package io.tidemark.row.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as the row of a struct. Names are compared exactly; unknown ones are skipped,
 * missing ones null. Of a name that is there twice the last value of the right type counts.
 *
 * <p>Not thread-safe: it learns the parser's own instances of the names.
 */
final class StructReader implements ValueReader {

  private static final int UNKNOWN = -1;

  private final StructType type;
  private final ValueReader[] readers;

  /**
   * The names by position. The parser gives one and the same String for a name that it has seen
   * before; once that one is in here, {@code equals} has only to compare identities.
   */
  private final String[] names;

  StructReader(StructType type) {
    this.type = type;
    this.readers =
        type.fields().stream().map(f -> ValueReader.of(f.type())).toArray(ValueReader[]::new);
    this.names = type.names().toArray(String[]::new);
  }

  @Override
  public Object read(JsonRecord record) throws IOException {
    return record.parser().isExpectedStartObjectToken() ? readFields(record) : record.bad(type);
  }

  /** Reads from the start of an object to its end. */
  Row readFields(JsonRecord record) throws IOException {
    JsonParser parser = record.parser();
    @Nullable Object[] values = new Object[readers.length];
    int expected = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      int position = find(name, expected);
      if (position == UNKNOWN) {
        parser.skipChildren();
      } else if (token == JsonToken.VALUE_NULL) {
        values[position] = null;
        expected = position + 1;
      } else {
        Object value = readers[position].read(record);
        values[position] = value == BAD ? values[position] : value;
        expected = position + 1;
      }
    }
    return Row.wrap(values);
  }

  /** Objects mostly have their fields in the order of the schema. */
  private int find(String name, int expected) {
    if (expected < names.length && isAt(expected, name)) {
      return expected;
    }
    return type.find(name).orElse(UNKNOWN);
  }

  private boolean isAt(int position, String name) {
    boolean isSame = names[position].equals(name);
    if (isSame) {
      names[position] = name;
    }
    return isSame;
  }
}
