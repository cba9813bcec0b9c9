package io.tidemark.topology.window;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.BadValueException;
import java.util.ArrayList;
import java.util.List;

/** Results as they come. */
final class Collected implements Emission {

  final List<Row> rows = new ArrayList<>();
  final List<Row> gone = new ArrayList<>();
  final List<String> failures = new ArrayList<>();

  @Override
  public void result(Row row) {
    rows.add(row);
  }

  @Override
  public void gone(Row row) {
    gone.add(row);
  }

  @Override
  public void failed(Row row, BadValueException cause) {
    failures.add(cause.reason());
  }
}
