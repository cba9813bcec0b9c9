package io.tidemark.run;

import io.tidemark.files.discovery.SourcePath;
import io.tidemark.row.problem.Problem;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Files;
import java.util.List;

/** The folders that a pipeline's sources read. */
final class SourceFolders {

  private final PipelinePlan plan;

  SourceFolders(PipelinePlan plan) {
    this.plan = plan;
  }

  /** One for each folder (or the folder of a glob) that isn't there now. */
  List<Problem> missing() {
    return plan.sources().stream()
        .flatMap(source -> source.files().stream())
        .flatMap(files -> files.paths().stream())
        .map(SourcePath::parse)
        .filter(path -> Files.notExists(path.folder()))
        .map(SourceFolders::problem)
        .distinct()
        .toList();
  }

  private static Problem problem(SourcePath path) {
    return new Problem(
        path.folder().toString(),
        "there is no such folder or file to read from",
        "create it, or mend the path in the pipeline file");
  }
}
