package io.tidemark.topology.operator;

import io.tidemark.topology.plan.StepPlan;
import io.tidemark.topology.plan.StepPlan.ProjectedColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps put together, each giving its rows straight to the next. Used once. */
final class StepChain {

  private final List<StepPlan> steps;
  private final @Nullable EventTimeObserver observer;
  private final List<Merged> merged = new ArrayList<>();

  /**
   * @param observer of the event time, when a step of them defines it
   */
  StepChain(List<StepPlan> steps, @Nullable EventTimeObserver observer) {
    this.steps = fused(steps);
    this.observer = observer;
  }

  StepChain(List<StepPlan> steps) {
    this(steps, null);
  }

  /** Where the rows of another source or table join in. */
  record Merged(String with, RowConsumer entry) {}

  /** The first step of a chain that ends there. */
  RowConsumer to(RowConsumer end) {
    RowConsumer next = end;
    for (int i = steps.size() - 1; i >= 0; i--) {
      next = operator(steps.get(i), next);
    }
    return next;
  }

  /** The unions of the chain, in the order written; known after {@link #to}. */
  List<Merged> merged() {
    return merged;
  }

  private RowConsumer operator(StepPlan step, RowConsumer next) {
    if (step instanceof StepPlan.Project project) {
      return Operators.project(project.columns(), next);
    } else if (step instanceof StepPlan.Assign assign) {
      return Operators.assign(assign, next);
    } else if (step instanceof StepPlan.Where where) {
      return Operators.where(where.condition().evaluator(), next);
    } else if (step instanceof StepPlan.Unnest unnest) {
      return Operators.unnest(unnest, next);
    } else if (step instanceof StepPlan.Observe) {
      if (observer == null) {
        throw new IllegalStateException("a watermark where none is kept");
      }
      return observer.before(next);
    } else if (step instanceof StepPlan.Merge merge) {
      merged.add(0, new Merged(merge.with(), Operators.reorder(merge.positions(), next)));
      return next;
    }
    throw new IllegalStateException("not a step over single rows: " + step);
  }

  /** A drop right after a select is that select with fewer columns: one row made instead of two. */
  private static List<StepPlan> fused(List<StepPlan> steps) {
    List<StepPlan> result = new ArrayList<>();
    for (StepPlan step : steps) {
      int last = result.size() - 1;
      if (last >= 0
          && result.get(last) instanceof StepPlan.Project first
          && step instanceof StepPlan.Project second
          && second.columns().stream().noneMatch(ProjectedColumn::isNamed)) {
        result.set(last, fused(first, second));
      } else {
        result.add(step);
      }
    }
    return result;
  }

  private static StepPlan.Project fused(StepPlan.Project first, StepPlan.Project second) {
    return new StepPlan.Project(
        second.columns().stream()
            .map(c -> first.columns().get(c.column().columns().iterator().next()))
            .toList());
  }
}
