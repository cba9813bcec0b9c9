package io.tidemark.topology.plan;

import io.tidemark.row.problem.Problem;
import io.tidemark.topology.definition.PipelineReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The problems of a pipeline: those found when it was read, and those found when it is planned. */
final class Faults {

  private final PipelineReading reading;
  private final List<PipelineReading.Fault> found;

  Faults(PipelineReading reading) {
    this.reading = reading;
    this.found = new ArrayList<>(reading.faults());
  }

  void add(String path, String what, String remedy) {
    found.add(reading.fault(path, what, remedy));
  }

  /** A path as problems name it: with the file and the line. */
  String where(String path) {
    return reading.fault(path, "", "").problem().where();
  }

  /** Whether the file has this path; nothing is known of a definition that is not from a file. */
  boolean hasPath(String path) {
    return reading.lines().containsKey(path);
  }

  /** Whether something at this path, or below it, couldn't be read. */
  boolean isUnreadable(String path) {
    return reading.isFaulty(path);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** All problems in the order of the file. */
  List<Problem> problems() {
    return found.stream()
        .sorted(Comparator.comparingInt(PipelineReading.Fault::line))
        .map(PipelineReading.Fault::problem)
        .toList();
  }
}
