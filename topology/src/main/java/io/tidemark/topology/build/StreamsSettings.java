package io.tidemark.topology.build;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * Kafka Streams' configuration for a pipeline.
 *
 * @param pipeline the pipeline's name
 * @param instance names this process among those that share the work; the same after a restart
 * @param stateDir where state stores and their process's identity live
 * @param clientConfig what else every client needs (security); wins over nothing that is set here
 */
public record StreamsSettings(
    String pipeline,
    String bootstrapServers,
    String instance,
    Path stateDir,
    int threads,
    Map<String, String> clientConfig) {

  public StreamsSettings {
    clientConfig = Map.copyOf(clientConfig);
  }

  /** The consumer group and Streams application of a pipeline. */
  public static String applicationId(String pipeline) {
    return pipeline + ".topology";
  }

  public Properties properties() {
    throw new UnsupportedOperationException(pipeline);
  }
}
