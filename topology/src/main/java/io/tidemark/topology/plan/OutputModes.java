package io.tidemark.topology.plan;

import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.PipelineDefinition;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.definition.TableDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The output mode of each aggregation: that of the tables that are written of its results, which
 * are its own table and those made of it.
 */
final class OutputModes {

  private final List<TableDefinition> tables;
  private final Faults faults;

  OutputModes(PipelineDefinition definition, Faults faults) {
    this.tables = definition.tables();
    this.faults = faults;
  }

  /** Modes by name of the table that aggregates; two that can't be together are a problem. */
  Map<String, OutputMode> byTable() {
    Map<String, OutputMode> modes = new LinkedHashMap<>();
    tables.stream().filter(OutputModes::isAggregated).forEach(t -> modes.put(t.name(), of(t)));
    return modes;
  }

  private OutputMode of(TableDefinition table) {
    List<TableDefinition> written = new ArrayList<>();
    addWritten(table, written, new HashSet<>());
    Map<OutputMode, String> names = new LinkedHashMap<>();
    written.forEach(t -> names.putIfAbsent(t.outputMode(), t.name()));
    if (names.containsKey(OutputMode.APPEND) && names.size() > 1) {
      faults.add(
          "tables." + table.name(),
          "its results are written in more than one mode (%s): once when a window has closed, or whenever a group has changed, but not both"
              .formatted(text(names)),
          "write them in one mode, or make a second table with the same group_by");
    }
    if (names.containsKey(OutputMode.COMPLETE)) {
      return OutputMode.COMPLETE; // an update of all groups there ever were is an update too
    }
    return names.containsKey(OutputMode.UPDATE) ? OutputMode.UPDATE : OutputMode.APPEND;
  }

  private static String text(Map<OutputMode, String> names) {
    return names.entrySet().stream()
        .map(e -> "'%s' %s".formatted(e.getValue(), e.getKey().name().toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining(", "));
  }

  /** The table if it is written, and what is made of it, up to where it is grouped again. */
  private void addWritten(TableDefinition table, List<TableDefinition> written, Set<String> seen) {
    if (!seen.add(table.name())) {
      return;
    }
    if (!table.write().isEmpty()) {
      written.add(table);
    }
    tables.stream()
        .filter(t -> reads(t, table.name()) && !isAggregated(t))
        .forEach(t -> addWritten(t, written, seen));
  }

  private static boolean reads(TableDefinition table, String name) {
    return table.from().equals(name)
        || table.steps().stream()
            .anyMatch(s -> s instanceof Step.Union union && union.with().equals(name));
  }

  private static boolean isAggregated(TableDefinition table) {
    return table.steps().stream().anyMatch(Step.GroupBy.class::isInstance);
  }
}
