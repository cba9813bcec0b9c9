package io.tidemark.topology.plan;

import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.definition.TableDefinition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans a table's steps, one after the other, up to the first one that has a problem. */
final class TablePlanner {

  private final Faults faults;
  private final Map<String, Relation> relations;
  private final Warnings warnings;
  private final Map<String, OutputMode> modes;
  private final InstantSource clock;

  /**
   * @param relations the sources and tables planned so far, by name
   * @param modes of tables that aggregate, by name
   * @param clock of the steps' expressions
   */
  TablePlanner(
      Findings findings,
      Map<String, Relation> relations,
      Map<String, OutputMode> modes,
      InstantSource clock) {
    this.faults = findings.faults();
    this.relations = relations;
    this.warnings = findings.warnings();
    this.modes = Map.copyOf(modes);
    this.clock = clock;
  }

  /** What a source or table gives to the tables made of it. */
  record Relation(RowShape rows, Set<String> sources) {
    Relation {
      sources = new LinkedHashSet<>(sources);
    }
  }

  /** A table's steps and what comes out of them. */
  record Planned(
      TableDefinition definition, Relation input, List<PlannedStep> steps, Relation output) {}

  /** Empty when the table, or what it is made of, has a problem. */
  Optional<Planned> plan(TableDefinition table) {
    return plan(table, "tables." + table.name() + ".steps");
  }

  /** The same of a table whose steps are at another path. */
  Optional<Planned> plan(TableDefinition table, String stepsPath) {
    Relation input = relations.get(table.from());
    if (input == null) {
      return Optional.empty();
    }
    List<PlannedStep> steps = new ArrayList<>();
    RowShape rows = input.rows();
    Set<String> sources = new LinkedHashSet<>(input.sources());
    for (int i = 0; i < table.steps().size(); i++) {
      Step step = table.steps().get(i);
      String path = stepsPath + "[" + i + "]";
      if (faults.isUnreadable(path)) {
        return Optional.empty();
      }
      Optional<Outcome> outcome = plan(step, rows, place(step, table, path), sources);
      if (outcome.isEmpty()) {
        return Optional.empty();
      }
      rows = outcome.get().after();
      steps.add(new PlannedStep(step, outcome.get().plan(), rows.schema(), outcome.get().fanOut()));
    }
    return faults.isUnreadable(stepsPath)
        ? Optional.empty()
        : Optional.of(new Planned(table, input, steps, new Relation(rows, sources)));
  }

  private StepPlace place(Step step, TableDefinition table, String path) {
    boolean isWhere = step instanceof Step.Filter && faults.hasPath(path + ".where");
    return new StepPlace(
        faults, table.name(), path + "." + (isWhere ? "where" : step.key()), clock);
  }

  private Optional<Outcome> plan(Step step, RowShape rows, StepPlace place, Set<String> sources) {
    if (step instanceof Step.Select select) {
      return new ColumnSteps(rows, place).select(select);
    } else if (step instanceof Step.Drop drop) {
      return new ColumnSteps(rows, place).drop(drop);
    } else if (step instanceof Step.WithColumn withColumn) {
      return new ColumnSteps(rows, place).withColumn(withColumn);
    } else if (step instanceof Step.Filter filter) {
      return new ColumnSteps(rows, place).filter(filter);
    } else if (step instanceof Step.Explode explode) {
      return new ExplodeSteps(rows, place).explode(explode.column(), StepPlan.Empty.NO_ROW);
    } else if (step instanceof Step.ExplodeOuter explode) {
      return new ExplodeSteps(rows, place).explode(explode.column(), StepPlan.Empty.ROW_OF_NULL);
    } else if (step instanceof Step.WithWatermark withWatermark) {
      return new StreamSteps(rows, place).withWatermark(withWatermark);
    } else if (step instanceof Step.Union union) {
      return union(union, new StreamSteps(rows, place), sources);
    } else if (step instanceof Step.GroupBy groupBy) {
      warnings.check(groupBy, rows, place);
      OutputMode mode = modes.getOrDefault(place.table(), OutputMode.APPEND);
      return new GroupByPlanner(rows, place, mode).plan(groupBy);
    }
    throw new IllegalStateException("unknown step " + step);
  }

  private Optional<Outcome> union(Step.Union union, StreamSteps planner, Set<String> sources) {
    Relation other = relations.get(union.with());
    if (other == null) {
      return Optional.empty();
    }
    sources.addAll(other.sources());
    return planner.union(union, other.rows());
  }
}
