package io.tidemark.topology.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.plan.AggregationPlan;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** A table as the sink writes it: by key in update and complete mode, once in append mode. */
final class WrittenTable implements Emission {

  private final AggregationPlan plan;
  private final Map<String, Row> rows = new TreeMap<>();

  WrittenTable(AggregationPlan plan) {
    this.plan = plan;
  }

  Collection<Row> rows() {
    return rows.values();
  }

  private String key(Row row) {
    return row.value(0) + "|" + row.value(plan.windowColumns());
  }

  @Override
  public void result(Row row) {
    Row before = rows.put(key(row), row);
    if (!plan.sendsChanges()) {
      assertThat(before).isNull();
    }
  }

  @Override
  public void gone(Row row) {
    assertThat(plan.sendsChanges()).isTrue();
    rows.remove(key(row));
  }

  @Override
  public void failed(Row row, BadValueException cause) {
    throw cause;
  }
}
