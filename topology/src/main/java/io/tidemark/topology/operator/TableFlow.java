package io.tidemark.topology.operator;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table's steps from one root (a source, or a windowed table's results) on, in one task: the rows
 * of one record at a time, all of them or none.
 */
final class TableFlow {

  private final TablePlan table;
  private final End end;
  private final List<Input> inputs = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final @Nullable EventTimeObserver observer;
  private @Nullable BadValueException failure;
  private boolean inputFailed;

  /** What the steps of this flow end in. */
  enum End {
    ROWS,
    GROUPS
  }

  TableFlow(TablePlan table, End end, @Nullable EventTimeObserver observer) {
    this.table = table;
    this.end = end;
    this.observer = observer;
  }

  /**
   * Where rows come from.
   *
   * @param parent the table that they are made of; null: the root itself
   * @param entry the first step for them
   */
  record Input(@Nullable TableFlow parent, RowConsumer entry) {}

  void add(Input input) {
    inputs.add(input);
  }

  TablePlan table() {
    return table;
  }

  boolean endsInGroups() {
    return end == End.GROUPS;
  }

  /** The end of the steps. */
  RowConsumer end() {
    return rows::add;
  }

  /** Runs the steps for the rows of one record, after those of the tables that it is made of. */
  void run(List<Row> rootRows) {
    rows.clear();
    failure = null;
    inputFailed = inputs.stream().anyMatch(i -> i.parent() != null && i.parent().hasFailed());
    if (inputFailed) {
      return;
    }
    try {
      for (Input input : inputs) {
        for (Row row : input.parent() == null ? rootRows : input.parent().rows) {
          input.entry().accept(row);
        }
      }
      if (observer != null) {
        observer.keep();
      }
    } catch (BadValueException e) {
      rows.clear();
      failure = e;
      if (observer != null) {
        observer.forget();
      }
    }
  }

  /**
   * Whether this table gets nothing of the record: its steps failed, or those of a table before.
   */
  boolean hasFailed() {
    return inputFailed || failure != null;
  }

  /** Why this table's steps failed; empty also when those of a table before it did. */
  Optional<BadValueException> failure() {
    return Optional.ofNullable(failure);
  }

  /** The rows of the record, valid until the next {@link #run}. */
  List<Row> rows() {
    return rows;
  }

  /** Of the {@code with_watermark} among the steps, if there is one. */
  Optional<EventTimeObserver> observer() {
    return Optional.ofNullable(observer);
  }
}
