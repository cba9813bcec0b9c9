package io.tidemark.read;

import io.tidemark.files.discovery.DiscoveryOptions.Depth;
import io.tidemark.files.split.Layout;
import io.tidemark.row.problem.NearestName;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.FilesDefinition;
import io.tidemark.topology.definition.Step;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.PlannedStep;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of a pipeline whose rows can be made of single records: all that it is made of is there,
 * and nothing of that is an aggregate.
 */
public final class PipelineTable {

  private final PipelinePlan plan;
  private final SourcePlan source;
  private final TablePlan table;

  private PipelineTable(PipelinePlan plan, SourcePlan source, TablePlan table) {
    this.plan = plan;
    this.source = source;
    this.table = table;
  }

  /**
   * Finds a table.
   *
   * @param file how the pipeline is called in problems
   * @param name null if there is only one to choose
   * @throws UserException if there is no such table, or its rows can't be made so, with the reason
   */
  public static PipelineTable find(PipelinePlan plan, String file, @Nullable String name) {
    Lookup lookup = new Lookup(plan, file);
    TablePlan table = lookup.table(name);
    List<TablePlan> line = lookup.line(table);
    return new PipelineTable(with(plan, line), lookup.source(table), table);
  }

  public String name() {
    return table.name();
  }

  /** The files that the pipeline itself reads, if it reads files. */
  public Optional<ReadInput> files() {
    return source.files().map(PipelineTable::input);
  }

  /** What the table gets of each record. */
  public RecordRows rows() {
    return new TableRows(plan, source, table);
  }

  private static ReadInput input(FilesDefinition files) {
    return new ReadInput(
        files.paths(),
        files.multiline() ? Layout.DOCUMENTS : Layout.LINES,
        files.recursive() ? Depth.SUBFOLDERS : Depth.FOLDER_ONLY);
  }

  private static PipelinePlan with(PipelinePlan plan, List<TablePlan> tables) {
    return new PipelinePlan(
        plan.name(), plan.trigger(), plan.sources(), tables, List.of(), List.of(), plan.warnings());
  }

  /** Looks for tables in one pipeline. */
  private record Lookup(PipelinePlan plan, String file) {

    TablePlan table(@Nullable String name) {
      List<String> stateless =
          plan.tables().stream().filter(t -> windowed(t).isEmpty()).map(TablePlan::name).toList();
      if (name == null && stateless.size() == 1) {
        return find(stateless.get(0)).orElseThrow();
      }
      if (name == null) {
        throw problem("which table?", "name it: --table " + String.join("|", names()));
      }
      return find(name)
          .orElseThrow(
              () ->
                  problem(
                      "no table '%s' in [%s]".formatted(name, String.join(", ", names())),
                      NearestName.hint(name, names())));
    }

    /** The table and all that it is made of. */
    List<TablePlan> line(TablePlan table) {
      Map<String, TablePlan> ancestors = new LinkedHashMap<>();
      addAncestors(table, ancestors);
      return plan.tables().stream().filter(t -> ancestors.containsKey(t.name())).toList();
    }

    private void addAncestors(TablePlan table, Map<String, TablePlan> ancestors) {
      windowed(table).ifPresent(path -> refuse(path));
      ancestors.put(table.name(), table);
      inputs(table).forEach(name -> find(name).ifPresent(t -> addAncestors(t, ancestors)));
    }

    private void refuse(String path) {
      throw new UserException(
          new Problem(
              file + ": " + path,
              "a group takes rows of many records, and here each record is taken by itself",
              "run the pipeline, or read a table that is made before it"));
    }

    SourcePlan source(TablePlan table) {
      if (table.sources().size() > 1) {
        throw problem(
            "table '%s' is made of several sources: %s"
                .formatted(table.name(), String.join(", ", table.sources())),
            "name a table that is made of one");
      }
      return plan.sources().stream()
          .filter(s -> s.name().equals(table.sources().get(0)))
          .findFirst()
          .orElseThrow();
    }

    private static List<String> inputs(TablePlan table) {
      List<String> inputs = new ArrayList<>(List.of(table.from()));
      for (PlannedStep step : table.steps()) {
        if (step.step() instanceof Step.Union union) {
          inputs.add(union.with());
        }
      }
      return inputs;
    }

    /** The path of a table's aggregate. */
    private static Optional<String> windowed(TablePlan table) {
      for (int i = 0; i < table.steps().size(); i++) {
        if (table.steps().get(i).step() instanceof Step.GroupBy step) {
          return Optional.of("tables.%s.steps[%d].%s".formatted(table.name(), i, step.key()));
        }
      }
      return Optional.empty();
    }

    private Optional<TablePlan> find(String name) {
      return plan.tables().stream().filter(t -> t.name().equals(name)).findFirst();
    }

    private List<String> names() {
      return plan.tables().stream().map(TablePlan::name).toList();
    }

    private UserException problem(String what, String remedy) {
      return new UserException(new Problem(file, what, remedy));
    }
  }
}
