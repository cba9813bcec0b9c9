package io.tidemark.sql;

import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** The driver's values as the classes that {@link ResultWriter} names. */
final class Values {

  private Values() {}

  static List<@Nullable Object> ofRow(ResultSet result, int columns) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(columns);
    for (int i = 1; i <= columns; i++) {
      values.add(of(result.getObject(i)));
    }
    return values;
  }

  private static @Nullable Object of(@Nullable Object value) throws SQLException {
    if (value == null || value instanceof String || value instanceof Number) {
      return value;
    } else if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    } else if (value instanceof Timestamp time) {
      return time.toLocalDateTime();
    } else if (value instanceof Blob blob) {
      return blob.getBytes(1, Math.toIntExact(blob.length()));
    } else if (value instanceof Array array) {
      return list((Object[]) array.getArray());
    } else if (value instanceof DuckDBStruct struct) {
      return map(struct.getMap());
    } else if (value instanceof Map<?, ?> map) {
      return map(map);
    } else if (value instanceof UUID || value.getClass().getName().startsWith("org.duckdb.")) {
      return value.toString();
    }
    return value;
  }

  private static List<@Nullable Object> list(@Nullable Object[] elements) throws SQLException {
    List<@Nullable Object> list = new ArrayList<>(elements.length);
    for (Object element : elements) {
      list.add(of(element));
    }
    return list;
  }

  private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> entries)
      throws SQLException {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      map.put(of(entry.getKey()), of(entry.getValue()));
    }
    return map;
  }
}
