package io.tidemark.topology.plan;

import io.tidemark.row.problem.NearestName;
import io.tidemark.topology.definition.PipelineDefinition;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.definition.TableDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Brings tables into an order in which each comes after those that it is made of. */
final class TableOrder {

  private final Map<String, TableDefinition> tables = new LinkedHashMap<>();
  private final Faults faults;
  private final Collection<String> names;
  private final Set<String> sources = new HashSet<>();
  private final Set<String> ordered = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final List<TableDefinition> result = new ArrayList<>();

  /**
   * @param names of all sources and tables of the file, those that couldn't be read too
   */
  TableOrder(PipelineDefinition definition, Faults faults, Collection<String> names) {
    definition.tables().forEach(t -> tables.put(t.name(), t));
    definition.sources().forEach(s -> sources.add(s.name()));
    this.faults = faults;
    this.names = new TreeSet<>(names);
  }

  /** The tables that can be planned; unknown names and cycles are problems. */
  List<TableDefinition> tables() {
    tables.values().forEach(t -> visit(t, new ArrayList<>()));
    return result;
  }

  /** Whether the table can be planned; {@code path}: the tables that lead here. */
  private boolean visit(TableDefinition table, List<String> path) {
    if (ordered.contains(table.name())) {
      return true;
    }
    if (refused.contains(table.name())) {
      return false;
    }
    List<String> deeper = new ArrayList<>(path);
    deeper.add(table.name());
    boolean sound = true;
    for (Input input : inputs(table)) {
      sound &= visit(input, deeper);
    }
    if (sound) {
      ordered.add(table.name());
      result.add(table);
    } else {
      refused.add(table.name());
    }
    return sound;
  }

  /**
   * What a table reads.
   *
   * @param path in the file of where it says so
   */
  private record Input(String name, String path) {}

  private static List<Input> inputs(TableDefinition table) {
    List<Input> inputs = new ArrayList<>();
    inputs.add(new Input(table.from(), "tables." + table.name() + ".from"));
    for (int i = 0; i < table.steps().size(); i++) {
      if (table.steps().get(i) instanceof Step.Union union) {
        inputs.add(new Input(union.with(), "tables.%s.steps[%d].union".formatted(table.name(), i)));
      }
    }
    return inputs;
  }

  private boolean visit(Input input, List<String> path) {
    if (sources.contains(input.name())) {
      return true;
    }
    int seen = path.indexOf(input.name());
    if (seen >= 0) {
      List<String> cycle = new ArrayList<>(path.subList(seen, path.size()));
      cycle.add(input.name());
      faults.add(
          input.path(),
          "the tables are made of one another: " + String.join(" ← ", cycle),
          "begin with a source");
      return false;
    }
    TableDefinition table = tables.get(input.name());
    if (table != null) {
      return visit(table, path);
    }
    if (!names.contains(input.name())) {
      String hint = NearestName.hint(input.name(), names);
      faults.add(
          input.path(),
          "no source or table '" + input.name() + "'",
          hint.isEmpty() ? "there are " + String.join(", ", names) : hint);
      return false;
    }
    return true;
  }
}
