package io.tidemark.run;

import io.tidemark.topology.definition.Trigger;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a pipeline is run here.
 *
 * @param dataFolder what this process keeps between runs: the embedded broker's topics, state
 *     stores, its own identity; one process at a time
 * @param trigger instead of the pipeline's
 */
public record RunSettings(Path dataFolder, KafkaAccess kafka, Optional<Trigger> trigger) {

  public RunSettings {
    dataFolder = dataFolder.toAbsolutePath().normalize();
  }
}
