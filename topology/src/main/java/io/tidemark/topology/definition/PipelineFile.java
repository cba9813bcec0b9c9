package io.tidemark.topology.definition;

import java.nio.file.Path;
import java.util.Map;

/** Reads pipeline files. */
public final class PipelineFile {

  private PipelineFile() {}

  /**
   * Reads a pipeline file.
   *
   * @param variables what {@code ${NAME}} and {@code ${NAME:-default}} stand for: the environment
   * @throws io.tidemark.row.problem.UserException with all problems of the file
   */
  public static PipelineDefinition load(Path file, Map<String, String> variables) {
    throw new UnsupportedOperationException(file + " " + variables);
  }
}
