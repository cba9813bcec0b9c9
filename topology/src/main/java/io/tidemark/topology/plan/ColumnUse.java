package io.tidemark.topology.plan;

import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.plan.StepPlan.Assignment;
import io.tidemark.topology.plan.StepPlan.ProjectedColumn;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which columns of the sources the tables use: a backward pass over all steps. */
final class ColumnUse {

  private final Map<String, BitSet> used = new HashMap<>();

  /** Takes the tables of a pipeline, each after those that it is made of. */
  ColumnUse(List<TablePlan> tables) {
    for (int i = tables.size() - 1; i >= 0; i--) {
      TablePlan table = tables.get(i);
      BitSet wanted = of(table.name());
      if (table.rowsTopic().isPresent()) {
        wanted.set(0, table.schema().size());
      }
      for (int s = table.steps().size() - 1; s >= 0; s--) {
        int width = s == 0 ? table.input().size() : table.steps().get(s - 1).schema().size();
        wanted = before(table.steps().get(s).plan(), wanted, width);
      }
      of(table.from()).or(wanted);
    }
  }

  /** The positions of the columns of a source or table that are used. */
  BitSet of(String name) {
    return used.computeIfAbsent(name, n -> new BitSet());
  }

  /** The columns that a step needs, of rows of this width, to make the wanted ones. */
  private BitSet before(StepPlan step, BitSet wanted, int width) {
    BitSet needed = new BitSet(width);
    if (step instanceof StepPlan.Project project) {
      for (int i = 0; i < project.columns().size(); i++) {
        ProjectedColumn column = project.columns().get(i);
        if (column.isNamed() || wanted.get(i)) {
          column.column().columns().forEach(needed::set);
        }
      }
    } else if (step instanceof StepPlan.Assign assign) {
      needed.or(wanted);
      assign.assignments().forEach(a -> needed.clear(a.position()));
      for (Assignment assignment : assign.assignments()) {
        assignment.value().columns().forEach(needed::set);
      }
      needed.clear(width, Math.max(width, assign.width()));
    } else if (step instanceof StepPlan.Unnest unnest) {
      for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
        if (i < unnest.target()) {
          needed.set(i);
        } else if (i >= unnest.target() + unnest.width()) {
          needed.set(i - unnest.width() + unnest.replaced());
        }
      }
      unnest.collection().columns().forEach(needed::set);
    } else if (step instanceof StepPlan.Merge merge) {
      needed.or(wanted);
      wanted.stream().map(merge.positions()::get).forEach(of(merge.with())::set);
    } else if (step instanceof StepPlan.Aggregate aggregate) {
      aggregate(aggregate.aggregation(), needed);
    } else {
      needed.or(wanted);
      if (step instanceof StepPlan.Where where) {
        where.condition().columns().forEach(needed::set);
      } else if (step instanceof StepPlan.Observe observe) {
        needed.set(observe.column());
      }
    }
    return needed;
  }

  private static void aggregate(AggregationPlan plan, BitSet needed) {
    plan.eventTime().ifPresent(needed::set);
    for (SelectColumn key : plan.keys()) {
      key.columns().forEach(needed::set);
    }
    plan.calls().stream()
        .filter(c -> c.argument() != null)
        .forEach(c -> c.argument().columns().forEach(needed::set));
  }
}
