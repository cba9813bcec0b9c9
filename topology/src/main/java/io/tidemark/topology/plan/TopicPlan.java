package io.tidemark.topology.plan;

import java.util.Map;

/**
 * A topic that must be there before the topology starts.
 *
 * @param config topic configuration to create it with
 */
public record TopicPlan(String name, int partitions, Map<String, String> config) {

  public TopicPlan {
    config = Map.copyOf(config);
  }
}
