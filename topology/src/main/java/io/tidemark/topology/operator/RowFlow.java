package io.tidemark.topology.operator;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.TablePlan;
import io.tidemark.topology.watermark.PartitionReport;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Everything that is made in memory of the rows of one root: a source, or the results of a windowed
 * table. One per task, used by its thread only.
 */
public final class RowFlow {

  private final List<TableFlow> flows;

  RowFlow(List<TableFlow> flows) {
    this.flows = List.copyOf(flows);
  }

  /** What is made of a source's rows. */
  public static RowFlow ofSource(PipelinePlan plan, String source) {
    return new FlowBuilder(plan).fromSource(source);
  }

  /** What is made of a windowed table's results: the table itself, and the tables made of it. */
  public static RowFlow ofResults(PipelinePlan plan, TablePlan windowed) {
    return new FlowBuilder(plan).fromResults(windowed);
  }

  /** Takes what becomes of a record; the lists are valid during the call only. */
  public interface Output {

    /** The rows that a table gets, none perhaps. */
    void rows(TablePlan table, List<Row> rows);

    /**
     * Rows of a windowed table's {@link io.tidemark.topology.plan.AggregationPlan#groupsSchema}.
     */
    void groups(TablePlan table, List<Row> rows);

    /**
     * A table's steps can't take this record; neither it nor a table made of it gets a row of it.
     */
    void failed(TablePlan table, BadValueException cause);
  }

  /** Runs the rows of one record through all tables, each after those that it is made of. */
  public void process(List<Row> rows, Output output) {
    for (TableFlow flow : flows) {
      flow.run(rows);
      if (flow.hasFailed()) {
        flow.failure().ifPresent(cause -> output.failed(flow.table(), cause));
      } else if (flow.endsInGroups()) {
        output.groups(flow.table(), flow.rows());
      } else {
        output.rows(flow.table(), flow.rows());
      }
    }
  }

  /** The tables that get rows here; windowed ones send them on to be grouped. */
  public List<TablePlan> tables() {
    return flows.stream().map(TableFlow::table).toList();
  }

  /**
   * Tells, at any time, the greatest event time seen of a windowed table's {@code with_watermark},
   * in microseconds since the epoch, or {@link PartitionReport#NO_EVENT_TIME}; that always without
   * one.
   */
  public LongSupplier greatestEventTime(AggregationPlan aggregation) {
    if (aggregation.watermark().isEmpty()) {
      return () -> PartitionReport.NO_EVENT_TIME;
    }
    String table = aggregation.watermark().get().table();
    return flows.stream()
        .filter(f -> f.table().name().equals(table))
        .findFirst()
        .flatMap(TableFlow::observer)
        .<LongSupplier>map(observer -> observer::greatest)
        .orElseThrow(() -> new IllegalStateException("no watermark leads to " + aggregation));
  }
}
