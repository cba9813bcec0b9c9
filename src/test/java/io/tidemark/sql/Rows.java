package io.tidemark.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result, kept. */
final class Rows implements ResultWriter {

  private final List<String> names = new ArrayList<>();
  private final List<List<@Nullable Object>> values = new ArrayList<>();

  List<String> names() {
    return names;
  }

  List<List<@Nullable Object>> values() {
    return values;
  }

  @Override
  public void begin(List<Column> columns) {
    columns.forEach(c -> names.add(c.name()));
  }

  @Override
  public boolean row(List<@Nullable Object> row) {
    values.add(row);
    return true;
  }

  @Override
  public void end() {}
}
