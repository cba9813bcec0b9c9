package io.tidemark.host;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * A sink to host.
 *
 * @param name of the connector; its consumer group is {@code connect-<name>}, as in Kafka Connect
 * @param topic that it reads
 * @param membership of that group
 */
public record SinkSpec(
    String name,
    Supplier<? extends SinkTask> task,
    Map<String, String> config,
    String topic,
    Membership membership) {

  public SinkSpec {
    config = Map.copyOf(config);
  }

  /** The consumer group that Kafka Connect would use too. */
  public String group() {
    return "connect-" + name;
  }
}
