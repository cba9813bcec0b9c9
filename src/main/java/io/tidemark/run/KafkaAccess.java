package io.tidemark.run;

import java.util.Map;

/** The Kafka that a run works on. */
public sealed interface KafkaAccess {

  /**
   * A broker in this process, with its data in the run's data folder.
   *
   * @param port on the loopback address; 0 = any free one
   */
  record Embedded(int port) implements KafkaAccess {}

  /**
   * A Kafka that somebody operates.
   *
   * @param bootstrapServers {@code host:port,…}
   * @param clientConfig what every client needs beside the address (security)
   */
  record Operated(String bootstrapServers, Map<String, String> clientConfig)
      implements KafkaAccess {

    public Operated {
      clientConfig = Map.copyOf(clientConfig);
    }

    /** Without the configuration's values, which may be secret. */
    @Override
    public String toString() {
      return bootstrapServers + " " + clientConfig.keySet();
    }
  }
}
