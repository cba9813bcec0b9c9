package io.tidemark.topology.plan;

import io.tidemark.row.StructField;
import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.expression.TypedExpression;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What a step does to rows, with its expressions compiled; positions are of the rows before it. */
public sealed interface StepPlan {

  /** A row of these columns. */
  record Project(List<ProjectedColumn> columns) implements StepPlan {
    public Project {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Columns replaced or appended one after the other, each expression seeing those before it.
   *
   * @param width columns of a row after it; what is appended goes to the end
   */
  record Assign(List<Assignment> assignments, int width) implements StepPlan {
    public Assign {
      assignments = List.copyOf(assignments);
    }
  }

  /**
   * One column of an {@link Assign}.
   *
   * @param value over the row as the assignments before have left it
   */
  record Assignment(int position, TypedExpression value) {}

  /** Only rows for which the condition is true: not those for which it is false or null. */
  record Where(TypedExpression condition) implements StepPlan {}

  /**
   * A row per element of an array, or per entry of a map.
   *
   * @param target where the element goes, replacing the {@code replaced} columns that begin there
   * @param replaced 1 when the column is replaced in place, 0 when it is new
   * @param width 1 for an array's element, 2 for a map's key and value
   */
  record Unnest(TypedExpression collection, int target, int replaced, int width, Empty empty)
      implements StepPlan {}

  /** What becomes of a row whose collection is empty or null. */
  enum Empty {
    NO_ROW,
    ROW_OF_NULL
  }

  /**
   * The rows of another source or table as well.
   *
   * @param positions the other's column for each of these columns
   */
  record Merge(String with, List<Integer> positions) implements StepPlan {
    public Merge {
      positions = List.copyOf(positions);
    }
  }

  /** Rows pass; the greatest event time is kept. */
  record Observe(int column, Duration delay) implements StepPlan {}

  /** One row per window and key. */
  record Aggregate(AggregationPlan aggregation) implements StepPlan {}

  /**
   * A column of a projection.
   *
   * @param isNamed whether the step names it or computes it; if not, it just passes
   */
  record ProjectedColumn(SelectColumn column, boolean isNamed) {

    /** A column that passes. */
    static ProjectedColumn passing(int position, StructField field) {
      return new ProjectedColumn(
          new SelectColumn(
              field.name(), field.type(), row -> row.value(position), Set.of(position)),
          false);
    }
  }
}
