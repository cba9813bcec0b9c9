package io.tidemark.host;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What hosted tasks share; not closed by them.
 *
 * @param admin of the same Kafka as {@code clients}
 */
public record HostServices(HostClients clients, Admin admin, HostMetrics metrics) {

  /**
   * The most bytes that a topic takes in one batch of records; without a bound if it isn't there.
   */
  int largestMessage(String topic) throws InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      ConfigEntry largest =
          config == null ? null : config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
      return largest == null ? Integer.MAX_VALUE : Integer.parseInt(largest.value());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException) {
        return Integer.MAX_VALUE; // no topic yet, or it may not be asked: the producer will tell
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The offset after the last record of each partition, open transactions included. */
  public Map<TopicPartition, Long> writtenEnds(Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin.listOffsets(latest).all().get().forEach((p, info) -> ends.put(p, info.offset()));
    return ends;
  }
}
