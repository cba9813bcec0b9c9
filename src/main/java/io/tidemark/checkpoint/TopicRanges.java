package io.tidemark.checkpoint;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What topics there are in Kafka, and from where to where each partition reaches. */
final class TopicRanges {

  private final Admin admin;

  TopicRanges(Admin admin) {
    this.admin = admin;
  }

  /**
   * The offsets of a partition.
   *
   * @param begin of the first record that is still there, or will be
   * @param end after the last one, transaction markers and open transactions included
   */
  record Range(long begin, long end) {
    long records() {
      return end - begin;
    }
  }

  /** The id of each topic, by its name. */
  Map<String, String> ids() throws ExecutionException, InterruptedException {
    Map<String, String> ids = new HashMap<>();
    for (TopicListing topic : admin.listTopics().listings().get()) {
      ids.put(topic.name(), topic.topicId().toString());
    }
    return ids;
  }

  /** Whether Kafka deletes records of a topic that is there when it is asked to (KIP-107). */
  boolean isDeletable(String topic) throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .get(TopicConfig.CLEANUP_POLICY_CONFIG)
        .value()
        .contains(TopicConfig.CLEANUP_POLICY_DELETE);
  }

  /** Of all partitions of these topics, which must be there. */
  Map<TopicPartition, Range> of(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    if (topics.isEmpty()) {
      return Map.of();
    }
    List<TopicPartition> partitions =
        admin.describeTopics(topics).allTopicNames().get().values().stream()
            .flatMap(
                t -> t.partitions().stream().map(p -> new TopicPartition(t.name(), p.partition())))
            .sorted(
                Comparator.comparing(TopicPartition::topic)
                    .thenComparing(TopicPartition::partition))
            .toList();
    Map<TopicPartition, ListOffsetsResultInfo> begins = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(partitions, OffsetSpec.latest());
    Map<TopicPartition, Range> ranges = new LinkedHashMap<>();
    partitions.forEach(p -> ranges.put(p, new Range(begins.get(p).offset(), ends.get(p).offset())));
    return ranges;
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      List<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec)))
        .all()
        .get();
  }
}
