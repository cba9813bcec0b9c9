package io.tidemark.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives all partitions to one member of a group; the others stand by. Which one it is depends on
 * the group and the members' names, so that the groups of a pipeline spread over its processes, and
 * one that comes or goes moves only what is its own. Public and with a public constructor because
 * Kafka's client makes it.
 */
public final class SoleOwnerAssignor implements ConsumerPartitionAssignor, Configurable {

  private String group = "";

  @Override
  public void configure(Map<String, ?> configs) {
    group = String.valueOf(configs.get("group.id"));
  }

  @Override
  public String name() {
    return "tidemark-sole-owner";
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription) {
    Map<String, Subscription> members = groupSubscription.groupSubscription();
    String owner =
        members.entrySet().stream()
            .max(Comparator.comparing(m -> rank(m.getValue().groupInstanceId().orElse(m.getKey()))))
            .orElseThrow()
            .getKey();
    Map<String, Assignment> assignments = new HashMap<>();
    members.keySet().forEach(member -> assignments.put(member, new Assignment(List.of())));
    assignments.put(owner, new Assignment(partitions(metadata, members)));
    return new GroupAssignment(assignments);
  }

  /** Rendezvous hashing: the member of the greatest rank is the owner. */
  private UUID rank(String member) {
    return UUID.nameUUIDFromBytes((group + " " + member).getBytes(UTF_8));
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
