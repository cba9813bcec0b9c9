package io.tidemark.checkpoint;

import io.tidemark.row.problem.NearestName;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.StepPlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables that start again together.
 *
 * @param tables each after those that it is made of
 */
record ResetScope(PipelinePlan plan, Set<TablePlan> tables) {

  ResetScope {
    tables = new LinkedHashSet<>(tables);
  }

  /**
   * A table and all that are made of it.
   *
   * @param name empty: all tables
   * @throws UserException if there is no such table, or it can't start again by itself
   */
  static ResetScope of(PipelinePlan plan, Optional<String> name) {
    if (name.isEmpty()) {
      return new ResetScope(plan, new LinkedHashSet<>(plan.tables()));
    }
    List<String> known = plan.tables().stream().map(TablePlan::name).toList();
    if (!known.contains(name.get())) {
      throw new UserException(
          new Problem(
              "--table",
              "no table '%s' in %s".formatted(name.get(), known),
              NearestName.hint(name.get(), known)));
    }
    Set<TablePlan> chosen = new LinkedHashSet<>();
    for (TablePlan table : plan.tables()) { // each after those that it is made of
      boolean isMadeOfChosen = chosen.stream().anyMatch(c -> madeOf(table).contains(c.name()));
      if (table.name().equals(name.get()) || isMadeOfChosen) {
        chosen.add(table);
      }
    }
    requireSources(plan, chosen);
    return new ResetScope(plan, chosen);
  }

  private static Set<String> madeOf(TablePlan table) {
    Set<String> names = new LinkedHashSet<>(Set.of(table.from()));
    table
        .steps()
        .forEach(
            s -> {
              if (s.plan() instanceof StepPlan.Merge merge) {
                names.add(merge.with());
              }
            });
    return names;
  }

  /**
   * Results of windows come once: a table made of them can't have them again without the windows.
   */
  private static void requireSources(PipelinePlan plan, Set<TablePlan> chosen) {
    for (TablePlan table : chosen) {
      for (TablePlan from : plan.tables()) {
        if (madeOf(table).contains(from.name())
            && !chosen.contains(from)
            && from.aggregation().isPresent()) {
          throw new UserException(
              new Problem(
                  "table " + table.name(),
                  "it is made of the results of table %s, which come only once"
                      .formatted(from.name()),
                  "reset that one, and this one with it: --table " + from.name()));
        }
      }
    }
  }

  Set<String> names() {
    return tables.stream().map(TablePlan::name).collect(Collectors.toSet());
  }

  boolean isWhole() {
    return tables.size() == plan.tables().size();
  }

  /** Whether a sink writes rows of these tables. */
  boolean writes(SinkPlan sink) {
    return sink.kind() != SinkPlan.Kind.DEAD_LETTER && names().contains(sink.name());
  }

  /** Tables that get rows of a source and go on as they are. */
  List<TablePlan> othersOf(SourcePlan source) {
    return plan.tables().stream()
        .filter(t -> !tables.contains(t) && t.sources().contains(source.name()))
        .toList();
  }

  /** The sources whose records are read once more. */
  List<SourcePlan> sources() {
    return plan.sources().stream()
        .filter(s -> tables.stream().anyMatch(t -> t.sources().contains(s.name())))
        .toList();
  }

  /** A table's sources as a person is told of them. */
  String sourcesOf(TablePlan table) {
    return sources().stream()
        .filter(s -> table.sources().contains(s.name()))
        .map(s -> "topic " + s.topic())
        .collect(Collectors.joining(", "));
  }
}
