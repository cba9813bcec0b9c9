package io.tidemark.cli;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.run.KafkaAccess;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Kafka a pipeline runs on, and how its clients are let in. */
final class KafkaOptions {

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT,...",
      description = {
        "The Kafka that the pipeline runs on (default: one in the process, its topics in the data"
            + " folder)."
      })
  private @Nullable String bootstrapServer;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "Kafka client properties, such as security.protocol; TIDEMARK_KAFKA_SASL_JAAS_CONFIG and"
            + " the like in the environment come over them."
      })
  private @Nullable Path config;

  private final Map<String, String> environment;

  KafkaOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Empty when no address is given: then Kafka is in the process.
   *
   * @throws UserException if client properties were named for a Kafka that was not
   */
  Optional<KafkaAccess.Operated> operated() {
    ClientSettings settings = ClientSettings.of(config, environment);
    Optional<String> address = Optional.ofNullable(bootstrapServer).or(settings::bootstrapServers);
    if (address.isEmpty() && config != null) {
      throw new UserException(
          new Problem(
              "--config " + config,
              "there is no address of the Kafka that it is for",
              "say bootstrap.servers in the file, or --bootstrap-server; the Kafka in the process"
                  + " needs no --config"));
    }
    return address.map(a -> new KafkaAccess.Operated(a, settings.forClients()));
  }

  /** The Kafka that was named, or that of the data folder. */
  KafkaAccess access() {
    Optional<KafkaAccess.Operated> operated = operated();
    return operated.isPresent() ? operated.get() : new KafkaAccess.Embedded(0);
  }
}
