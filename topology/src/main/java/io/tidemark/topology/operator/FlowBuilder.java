package io.tidemark.topology.operator;

import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.StepPlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the tables that a root leads to, once per task. */
final class FlowBuilder {

  private final PipelinePlan plan;
  private final Map<String, TableFlow> flows = new LinkedHashMap<>();

  FlowBuilder(PipelinePlan plan) {
    this.plan = plan;
  }

  RowFlow fromSource(String source) {
    for (TablePlan table : plan.tables()) {
      add(table, source);
    }
    return new RowFlow(List.copyOf(flows.values()));
  }

  RowFlow fromResults(TablePlan windowed) {
    for (TablePlan table : plan.tables()) {
      if (table.name().equals(windowed.name())) {
        TableFlow flow = new TableFlow(table, TableFlow.End.ROWS, null);
        flow.add(new TableFlow.Input(null, new StepChain(table.stepsAfterGroups()).to(flow.end())));
        flows.put(table.name(), flow);
      } else {
        add(table, null);
      }
    }
    return new RowFlow(List.copyOf(flows.values()));
  }

  /** Adds a table if rows of the root reach it: from the root, or from a table added before. */
  private void add(TablePlan table, @Nullable String source) {
    List<StepPlan> steps = table.stepsBeforeGroups();
    boolean isReached =
        reaches(table.from(), source)
            || steps.stream()
                .anyMatch(s -> s instanceof StepPlan.Merge m && reaches(m.with(), source));
    if (isReached) {
      flows.put(table.name(), compile(table, steps, source));
    }
  }

  private boolean reaches(String name, @Nullable String source) {
    TableFlow parent = flows.get(name);
    return name.equals(source) || (parent != null && !parent.endsInGroups());
  }

  private TableFlow compile(TablePlan table, List<StepPlan> steps, @Nullable String source) {
    EventTimeObserver observer =
        steps.stream()
            .filter(StepPlan.Observe.class::isInstance)
            .map(s -> new EventTimeObserver(((StepPlan.Observe) s).column()))
            .findFirst()
            .orElse(null);
    TableFlow flow =
        new TableFlow(
            table,
            table.aggregation().isPresent() ? TableFlow.End.GROUPS : TableFlow.End.ROWS,
            observer);
    StepChain chain = new StepChain(steps, observer);
    RowConsumer entry =
        chain.to(
            table.aggregation().map(a -> GroupProjection.of(a, flow.end())).orElseGet(flow::end));
    if (reaches(table.from(), source)) {
      flow.add(new TableFlow.Input(flows.get(table.from()), entry));
    }
    chain
        .merged()
        .forEach(
            merged -> {
              if (reaches(merged.with(), source)) {
                flow.add(new TableFlow.Input(flows.get(merged.with()), merged.entry()));
              }
            });
    return flow;
  }
}
