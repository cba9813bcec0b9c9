package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.operator.RowFlow;
import io.tidemark.topology.plan.TablePlan;
import io.tidemark.topology.window.Emission;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends the results of an aggregation through the steps after it, and on to the topics of the
 * tables that are made of them. Owned by a task.
 *
 * <p>Results that are sent whenever they have changed replace those of before in the tables; one of
 * which no row is left (a filter, a bad value) is deleted there.
 */
final class ResultOutput implements Emission {

  private final TablePlan table;
  private final RowFlow flow;
  private final DeadLetters deadLetters;
  private final Map<String, ResultRows> written = new LinkedHashMap<>();

  /**
   * @param flow of the table's results
   * @param topics that it is written to
   */
  ResultOutput(TablePlan table, RowFlow flow, Outputs topics, RuntimeServices services) {
    this.table = table;
    this.flow = flow;
    this.deadLetters = topics.deadLetters();
    Target target = Target.of(topics.context().taskId().partition());
    for (TablePlan made : flow.tables()) {
      if (made.rowsTopic().isPresent()) {
        ResultRows.Topic topic = new ResultRows.Topic(topics.rows(made), target);
        written.put(made.name(), new ResultRows(made, topic, services.progress(), deadLetters));
      }
    }
  }

  @Override
  public void result(Row row) {
    Delivery delivery = new Delivery(row);
    flow.process(List.of(row), delivery);
    written.values().stream()
        .filter(rows -> !delivery.replaced.contains(rows))
        .forEach(rows -> rows.delete(row));
  }

  @Override
  public void gone(Row row) {
    written.values().forEach(rows -> rows.delete(row));
  }

  @Override
  public void failed(Row row, BadValueException cause) {
    deadLetters.addResult(table, row, cause.reason());
    gone(row);
  }

  /** Sends what waits. */
  void flush() {
    written.values().forEach(ResultRows::flush);
  }

  /** Where the rows go that become of one result. */
  private final class Delivery implements RowFlow.Output {

    private final Row result;
    private final Set<ResultRows> replaced = new HashSet<>();

    Delivery(Row result) {
      this.result = result;
    }

    @Override
    public void rows(TablePlan made, List<Row> rows) {
      ResultRows output = written.get(made.name());
      if (output != null && !rows.isEmpty()) {
        output.add(rows);
        replaced.add(output);
      }
    }

    @Override
    public void groups(TablePlan windowed, List<Row> rows) {
      throw new IllegalStateException("results of a window are not grouped again: " + windowed);
    }

    @Override
    public void failed(TablePlan made, BadValueException cause) {
      deadLetters.addResult(made, result, cause.reason());
    }
  }
}
