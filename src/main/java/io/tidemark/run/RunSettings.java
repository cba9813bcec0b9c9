package io.tidemark.run;

import io.tidemark.checkpoint.Admission.Losses;
import io.tidemark.topology.definition.Trigger;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a pipeline is run here.
 *
 * @param dataFolder what is kept between runs: the embedded broker's topics, and what is a
 *     process's own; on an operated Kafka several processes may have it at the same time
 * @param trigger instead of the pipeline's
 * @param roles what this process takes on of the pipeline's work
 * @param plugins folder of classes that the pipeline names and that aren't on the class path
 */
public record RunSettings(
    Path dataFolder,
    KafkaAccess kafka,
    Optional<Trigger> trigger,
    Set<Role> roles,
    Optional<Path> plugins,
    Start start) {

  public RunSettings {
    dataFolder = dataFolder.toAbsolutePath().normalize();
    roles = Set.copyOf(roles);
  }

  /** All roles. */
  public RunSettings(
      Path dataFolder,
      KafkaAccess kafka,
      Optional<Trigger> trigger,
      Optional<Path> plugins,
      Start start) {
    this(dataFolder, kafka, trigger, EnumSet.allOf(Role.class), plugins, start);
  }

  /** All roles, without plugins; refused when records are gone before they were read. */
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
