package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.operator.RowFlow;
import io.tidemark.topology.plan.TablePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends what the tables make of one record, and sets it aside if it is bad for one of them. */
final class RecordDelivery implements RowFlow.Output {

  private final SourceOutputs outputs;
  private final PipelineProgress progress;
  private final DeadLetters.Origin origin;
  private boolean isBad;

  RecordDelivery(SourceOutputs outputs, DeadLetters.Origin origin) {
    this.outputs = outputs;
    this.progress = outputs.progress();
    this.origin = origin;
  }

  @Override
  public void rows(TablePlan table, List<Row> made) {
    RecordOutput output = outputs.rows().get(table.name());
    if (output != null
        && gets(table)
        && sent(table, () -> output.send(made, outputs.samePartition()))) {
      progress.rows(table.name(), made.size());
    }
  }

  @Override
  public void groups(TablePlan table, List<Row> made) {
    if (gets(table)) {
      sent(table, () -> outputs.groups().get(table.name()).send(made, origin.offset() + 1));
    }
  }

  private boolean gets(TablePlan table) {
    return outputs.gets(table.name(), origin.offset());
  }

  /** Whether a table's rows could be sent; if not, the record is set aside. */
  private boolean sent(TablePlan table, Runnable send) {
    try {
      send.run();
      return true;
    } catch (BadValueException e) {
      failed(table, e);
      return false;
    }
  }

  @Override
  public void failed(TablePlan table, BadValueException cause) {
    if (gets(table)) {
      setAside(table.name(), cause.reason());
    }
  }

  /** The record can't be read at all. */
  void unreadable(String source, String reason) {
    if (outputs.gets(source, origin.offset())) {
      setAside(null, reason);
    }
  }

  private void setAside(@Nullable String table, String reason) {
    isBad = true;
    outputs.deadLetters().add(origin, table, reason);
  }

  boolean isBad() {
    return isBad;
  }
}
