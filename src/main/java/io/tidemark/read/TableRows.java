package io.tidemark.read;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.topology.build.SourceReader;
import io.tidemark.topology.definition.BadRecords;
import io.tidemark.topology.definition.StepTexts;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.operator.RowFlow;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that a table gets of each record of a source. */
final class TableRows implements RecordRows, RowFlow.Output {

  private static final String STEP = "--step";

  private final SourcePlan source;
  private final TablePlan table;
  private final SourceReader reader;
  private final RowFlow flow;
  private final List<Row> rows = new ArrayList<>();
  private @Nullable BadValueException failure;

  /**
   * @param plan whose tables all lead to this one, without an aggregate
   */
  TableRows(PipelinePlan plan, SourcePlan source, TablePlan table) {
    this.source = source;
    this.table = table;
    this.reader = new SourceReader(source);
    this.flow = RowFlow.ofSource(plan, source.name());
  }

  /**
   * What steps make of records of a schema.
   *
   * @param steps YAML texts, one step each; their problems are at {@code --step[0]} and so on
   * @param variables what {@code ${NAME}} stands for in them
   * @throws io.tidemark.row.problem.UserException with all problems of the steps
   */
  static TableRows ofSteps(StructType schema, List<String> steps, Map<String, String> variables) {
    PipelinePlan plan = PipelinePlan.ofSteps(StepTexts.read(STEP, schema, steps, variables), STEP);
    return new TableRows(plan, plan.sources().get(0), plan.tables().get(0));
  }

  @Override
  public StructType schema() {
    return table.schema();
  }

  @Override
  public List<Row> of(byte[] record) {
    rows.clear();
    failure = null;
    flow.process(List.of(reader.read(record)), this);
    if (failure != null) {
      throw failure;
    }
    return rows;
  }

  @Override
  public boolean failsFast() {
    return source.badRecords() == BadRecords.FAIL_FAST;
  }

  @Override
  public void rows(TablePlan of, List<Row> made) {
    if (of.name().equals(table.name())) {
      rows.addAll(made);
    }
  }

  @Override
  public void groups(TablePlan of, List<Row> made) {
    throw new IllegalStateException("an aggregate, which was to be refused: " + of.name());
  }

  @Override
  public void failed(TablePlan of, BadValueException cause) {
    failure = cause;
  }
}
