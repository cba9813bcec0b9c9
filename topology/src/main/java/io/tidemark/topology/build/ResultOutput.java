package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.operator.RowFlow;
import io.tidemark.topology.plan.TablePlan;
import io.tidemark.topology.window.Emission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends the results of closed windows through the steps after the aggregation, and on to the topics
 * of the tables that are made of them, many to a record. Owned by a task.
 */
final class ResultOutput implements Emission {

  private static final int ROWS_PER_RECORD = 1000;

  private final TablePlan table;
  private final RowFlow flow;
  private final RuntimeServices services;
  private final DeadLetters deadLetters;
  private final Target target;
  private final Map<String, Pending> written = new LinkedHashMap<>();

  /**
   * @param flow of the table's results
   * @param topics that it is written to
   */
  ResultOutput(TablePlan table, RowFlow flow, Outputs topics, RuntimeServices services) {
    this.table = table;
    this.flow = flow;
    this.services = services;
    this.deadLetters = topics.deadLetters();
    this.target = Target.of(topics.context().taskId().partition());
    for (TablePlan made : flow.tables()) {
      if (made.rowsTopic().isPresent()) {
        written.put(made.name(), new Pending(made, topics.rows(made), new ArrayList<>()));
      }
    }
  }

  /** Rows of a table that wait until there are enough for a record. */
  private record Pending(TablePlan table, RecordOutput output, List<Row> rows) {}

  @Override
  public void closed(Row row) {
    flow.process(List.of(row), new Delivery(row));
  }

  @Override
  public void failed(Row row, BadValueException cause) {
    deadLetters.addResult(table, row, cause.reason());
  }

  /** Sends what waits. */
  void flush() {
    written.values().forEach(this::send);
  }

  private void send(Pending pending) {
    try {
      pending.output().send(pending.rows(), target);
      services.progress().rows(pending.table().name(), pending.rows().size());
    } catch (BadValueException e) {
      pending.rows().forEach(row -> sendAlone(pending, row));
    }
    pending.rows().clear();
  }

  private void sendAlone(Pending pending, Row row) {
    try {
      pending.output().send(List.of(row), target);
      services.progress().rows(pending.table().name(), 1);
    } catch (BadValueException e) {
      deadLetters.addResult(pending.table(), row, e.reason());
    }
  }

  /** Where the rows go that become of one result. */
  private final class Delivery implements RowFlow.Output {

    private final Row result;

    Delivery(Row result) {
      this.result = result;
    }

    @Override
    public void rows(TablePlan made, List<Row> rows) {
      Pending pending = written.get(made.name());
      if (pending != null) {
        pending.rows().addAll(rows);
        if (pending.rows().size() >= ROWS_PER_RECORD) {
          send(pending);
        }
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
