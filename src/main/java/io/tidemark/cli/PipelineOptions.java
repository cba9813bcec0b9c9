package io.tidemark.cli;

import io.tidemark.run.DeltaSchemas;
import io.tidemark.topology.plan.PipelinePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The pipeline file, and the folder that it calls {@code ${DATA}}. */
final class PipelineOptions {

  @Parameters(paramLabel = "PIPELINE", description = "The pipeline file (YAML).")
  private Path file = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Where a local run keeps what it writes: Kafka's topics, state, the log, and what the"
            + " pipeline file puts under $${DATA:-data} (default: data)."
      })
  private @Nullable Path data;

  private final Map<String, String> environment;

  PipelineOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /** {@code --data}, else the environment's {@code DATA}, else {@code data}. */
  Path data() {
    return data == null ? DataFolder.of(environment) : data;
  }

  /**
   * The file, read and checked.
   *
   * @throws io.tidemark.row.problem.UserException with all its problems
   */
  PipelinePlan plan() {
    Map<String, String> variables = new HashMap<>(environment);
    if (data != null) {
      variables.put(DataFolder.VARIABLE, data.toString());
    }
    return PipelinePlan.load(file, variables, new DeltaSchemas());
  }

  /** The file's text, as it is. */
  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it has been read a moment ago
    }
  }
}
