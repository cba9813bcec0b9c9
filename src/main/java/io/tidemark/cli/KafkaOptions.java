package io.tidemark.cli;

import io.tidemark.run.KafkaAccess;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Kafka a pipeline is looked for in. */
final class KafkaOptions {

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT,...",
      description = "The Kafka that the pipeline runs on (default: that of the data folder).")
  private @Nullable String bootstrapServer;

  KafkaAccess access() {
    return bootstrapServer == null
        ? new KafkaAccess.Embedded(0)
        : new KafkaAccess.Operated(bootstrapServer, Map.of());
  }
}
