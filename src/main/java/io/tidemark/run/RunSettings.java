package io.tidemark.run;

import io.tidemark.checkpoint.Admission.Losses;
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
    Path dataFolder,
    KafkaAccess kafka,
    Optional<Trigger> trigger,
    Optional<Path> plugins,
    Start start) {

  public RunSettings {
    dataFolder = dataFolder.toAbsolutePath().normalize();
  }

  /** Without plugins; refused when records are gone before they were read. */
  public RunSettings(Path dataFolder, KafkaAccess kafka, Optional<Trigger> trigger) {
    this(dataFolder, kafka, trigger, Optional.empty(), new Start("", Losses.REFUSED));
  }

  /**
   * How it goes on from the last run.
   *
   * @param definition the pipeline file's text, which is kept
   * @param losses what is done about records that are gone before they were read
   */
  public record Start(String definition, Losses losses) {}
}
