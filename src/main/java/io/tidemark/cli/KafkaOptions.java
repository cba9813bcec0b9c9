package io.tidemark.cli;

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

  /** Empty when no address is given: then Kafka is in the process. */
  Optional<KafkaAccess.Operated> operated() {
    ClientSettings settings = ClientSettings.of(config, environment);
    return Optional.ofNullable(bootstrapServer)
        .or(settings::bootstrapServers)
        .map(address -> new KafkaAccess.Operated(address, settings.forClients()));
  }

  /** The Kafka that was named, or that of the data folder. */
  KafkaAccess access() {
    Optional<KafkaAccess.Operated> operated = operated();
    return operated.isPresent() ? operated.get() : new KafkaAccess.Embedded(0);
  }
}
