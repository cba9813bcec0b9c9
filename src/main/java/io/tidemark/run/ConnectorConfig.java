package io.tidemark.run;

import java.util.Map;

/**
 * A connector as a Kafka Connect worker is told about it.
 *
 * @param name also in the properties
 */
public record ConnectorConfig(String name, Map<String, String> properties) {

  public ConnectorConfig {
    properties = Map.copyOf(properties);
  }
}
