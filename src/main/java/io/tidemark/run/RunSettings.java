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
 * @param plugins folder of classes that the pipeline names and that aren't on the class path
 */
public record RunSettings(
    Path dataFolder, KafkaAccess kafka, Optional<Trigger> trigger, Optional<Path> plugins) {

  /** Without plugins. */
  public RunSettings(Path dataFolder, KafkaAccess kafka, Optional<Trigger> trigger) {
    this(dataFolder, kafka, trigger, Optional.empty());
  }

  public RunSettings {
    dataFolder = dataFolder.toAbsolutePath().normalize();
  }
}
