package io.tidemark.host;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives all partitions to one member of a group, the first by name; the others stand by. Public and
 * with a public constructor because Kafka's client makes it.
 */
public final class SoleOwnerAssignor implements ConsumerPartitionAssignor {

  @Override
  public String name() {
    return "tidemark-sole-owner";
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription) {
    Map<String, Subscription> members = groupSubscription.groupSubscription();
    String owner =
        members.entrySet().stream()
            .min(Comparator.comparing(m -> m.getValue().groupInstanceId().orElse(m.getKey())))
            .orElseThrow()
            .getKey();
    Map<String, Assignment> assignments = new HashMap<>();
    members.keySet().forEach(member -> assignments.put(member, new Assignment(List.of())));
    assignments.put(owner, new Assignment(partitions(metadata, members)));
    return new GroupAssignment(assignments);
  }

  private static List<TopicPartition> partitions(
      Cluster metadata, Map<String, Subscription> members) {
    Set<String> topics =
        members.values().stream()
            .flatMap(m -> m.topics().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    return topics.stream()
        .flatMap(topic -> metadata.partitionsForTopic(topic).stream())
        .map(p -> new TopicPartition(p.topic(), p.partition()))
        .toList();
  }
}
