package io.tidemark.topology.definition;

import io.tidemark.row.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is found while one file is read: its problems, and the line of each path. */
final class Findings {

  private final List<Finding> problems = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();

  /** A problem at a path. */
  record Finding(String path, int line, String what, String remedy) {

    Problem toProblem(String file) {
      return new Problem(PipelineReading.where(file, path, line), what, remedy);
    }
  }

  void add(Finding finding) {
    problems.add(finding);
  }

  void line(String path, int line) {
    lines.putIfAbsent(path, line);
  }

  List<Finding> problems() {
    return problems;
  }

  Map<String, Integer> lines() {
    return lines;
  }
}
