package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.plan.MergeKey;
import io.tidemark.topology.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table that are made of results, many to a record. A key is replaced or deleted,
 * not both, before {@link #flush}: so the two need no order among them. Owned by a task.
 */
final class ResultRows {

  private static final int ROWS_PER_RECORD = 1000;

  private final TablePlan table;
  private final Topic topic;
  private final PipelineProgress progress;
  private final DeadLetters deadLetters;
  private final Optional<List<MergeKey>> keys;
  private final List<Row> rows = new ArrayList<>();
  private final List<Row> deleted = new ArrayList<>();

  ResultRows(TablePlan table, Topic topic, PipelineProgress progress, DeadLetters deadLetters) {
    this.table = table;
    this.topic = topic;
    this.progress = progress;
    this.deadLetters = deadLetters;
    this.keys = table.mergeKeys();
  }

  /** Where they go. */
  record Topic(RecordOutput output, Target target) {}

  void add(List<Row> more) {
    rows.addAll(more);
    if (rows.size() >= ROWS_PER_RECORD) {
      sendRows();
    }
  }

  /**
   * The row that was made of a result before, if there was one, is to go; nothing in append mode.
   */
  void delete(Row result) {
    keys.ifPresent(k -> deleted.add(keyOf(result, k)));
    if (deleted.size() >= ROWS_PER_RECORD) {
      sendDeleted();
    }
  }

  private Row keyOf(Row result, List<MergeKey> of) {
    @Nullable Object[] values = new @Nullable Object[table.schema().size()];
    for (MergeKey key : of) {
      values[key.column()] = result.value(key.result());
    }
    return Row.wrap(values);
  }

  private void deleteSame(Row row) {
    keys.ifPresent(
        of -> {
          @Nullable Object[] values = new @Nullable Object[row.size()];
          of.forEach(key -> values[key.column()] = row.value(key.column()));
          deleted.add(Row.wrap(values));
        });
  }

  /** Sends what waits. */
  void flush() {
    sendRows();
    sendDeleted();
  }

  private void sendRows() {
    try {
      send(rows);
    } catch (BadValueException e) {
      rows.forEach(this::sendAlone);
    }
    rows.clear();
  }

  private void sendAlone(Row row) {
    try {
      send(List.of(row));
    } catch (BadValueException e) {
      deadLetters.addResult(table, row, e.reason());
      deleteSame(row);
    }
  }

  private void send(List<Row> some) {
    if (keys.isPresent()) {
      topic.output().sendChange(some, RowChange.UPSERT, topic.target());
    } else {
      topic.output().send(some, topic.target());
    }
    progress.rows(table.name(), some.size());
  }

  private void sendDeleted() {
    topic.output().sendChange(deleted, RowChange.DELETE, topic.target());
    deleted.clear();
  }
}
