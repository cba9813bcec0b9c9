package io.tidemark.run;

import io.tidemark.files.discovery.SourcePath;
import io.tidemark.row.problem.Problem;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders that a pipeline's sources read. */
final class SourceFolders {

  private final PipelinePlan plan;

  SourceFolders(PipelinePlan plan) {
    this.plan = plan;
  }

  /** One for each path that no file system here can read: malformed, or of an unknown scheme. */
  List<Problem> unreadable() {
    return texts().flatMap(text -> unreadable(text).stream()).distinct().toList();
  }

  /** One for each folder (or the folder of a glob) that isn't there now; all can be read. */
  List<Problem> missing() {
    return texts()
        .map(SourcePath::parse)
        .filter(path -> Files.notExists(path.folder()))
        .map(SourceFolders::problem)
        .distinct()
        .toList();
  }

  private Stream<String> texts() {
    return plan.sources().stream()
        .flatMap(source -> source.files().stream())
        .flatMap(files -> files.paths().stream());
  }

  private static Optional<Problem> unreadable(String text) {
    try {
      SourcePath.parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          new Problem(
              text,
              "can't be read as a path or glob: " + e.getMessage(),
              "mend the path in the pipeline file, or add what it needs"));
    }
  }

  private static Problem problem(SourcePath path) {
    return new Problem(
        path.folder().toString(),
        "there is no such folder or file to read from",
        "create it, or mend the path in the pipeline file");
  }
}
