package io.tidemark.run;

import java.util.Map;
import java.util.Optional;

/** The Kafka that a run works on. */
public sealed interface KafkaAccess {

  /**
   * A broker in this process, with its data in the run's data folder.
   *
   * @param port on the loopback address; 0 = any free one
   */
  record Embedded(int port) implements KafkaAccess {}

  /** How many replicas the topics get that are made; empty: the brokers' default. */
  default Optional<Short> replication() {
    return this instanceof Operated operated ? operated.replicationFactor() : Optional.empty();
  }

  /**
   * A Kafka that somebody operates.
   *
   * @param bootstrapServers {@code host:port,…}
   * @param clientConfig what every client needs beside the address (security)
   * @param replicationFactor of topics that are made; empty: the brokers' default
   */
  record Operated(
      String bootstrapServers, Map<String, String> clientConfig, Optional<Short> replicationFactor)
      implements KafkaAccess {

    /** With the brokers' default replication. */
    public Operated(String bootstrapServers, Map<String, String> clientConfig) {
      this(bootstrapServers, clientConfig, Optional.empty());
    }

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
