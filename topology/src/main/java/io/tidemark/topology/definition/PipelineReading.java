package io.tidemark.topology.definition;

import io.tidemark.row.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A pipeline file as far as it could be read, and its problems, so that what could be read can be
 * checked further and all problems told in one go.
 *
 * @param definition without the sources and tables that couldn't be read, and without the steps of
 *     a table from the first one that couldn't
 * @param faults the problems, each with its path in the file
 * @param lines the line of each path
 */
public record PipelineReading(
    PipelineDefinition definition, List<Fault> faults, Map<String, Integer> lines) {

  public PipelineReading {
    faults = List.copyOf(faults);
    lines = Map.copyOf(lines);
  }

  /**
   * A problem and the path in the file that it is at.
   *
   * @param line 1-based; 0 when it is not known
   */
  public record Fault(String path, int line, Problem problem) {}

  /** A definition that was not read from a file, or from one without problems. */
  public static PipelineReading of(PipelineDefinition definition) {
    return new PipelineReading(definition, List.of(), Map.of());
  }

  static PipelineReading of(PipelineDefinition definition, Findings findings) {
    List<Fault> faults =
        findings.problems().stream()
            .map(f -> new Fault(f.path(), f.line(), f.toProblem(definition.file())))
            .toList();
    return new PipelineReading(definition, faults, findings.lines());
  }

  /** Whether something at this path, or below it, couldn't be read. */
  public boolean isFaulty(String path) {
    return faults.stream().anyMatch(f -> isAtOrBelow(f.path(), path));
  }

  private static boolean isAtOrBelow(String path, String ancestor) {
    return path.startsWith(ancestor)
        && (path.length() == ancestor.length()
            || ".[".indexOf(path.charAt(ancestor.length())) >= 0);
  }

  /** The names of all sources and tables that the file has, readable or not. */
  public Set<String> names() {
    return lines.keySet().stream()
        .filter(p -> p.matches("(sources|tables)\\.[^.\\[]+"))
        .map(p -> p.substring(p.indexOf('.') + 1))
        .collect(Collectors.toSet());
  }

  /** A fault found after reading, with the line of its path. */
  public Fault fault(String path, String what, String remedy) {
    int line = lines.getOrDefault(path, 0);
    return new Fault(path, line, new Problem(where(definition.file(), path, line), what, remedy));
  }

  /** {@code orders.yaml: tables.order_lines.from (line 12)}. */
  static String where(String file, String path, int line) {
    String at = path.isEmpty() || file.isEmpty() ? file + path : file + ": " + path;
    return line == 0 ? at : at + " (line " + line + ")";
  }
}
