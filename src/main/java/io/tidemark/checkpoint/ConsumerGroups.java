package io.tidemark.checkpoint;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Changes the offsets of consumer groups that nobody works in.
 *
 * <p>A process that has ended stays a member for some seconds, so that it can take its place again:
 * such a member of this process's own is taken out, one of another's is respected.
 *
 * @param instance names this process in consumer groups; no live process has it
 */
record ConsumerGroups(Admin admin, String instance) {

  /**
   * Takes this process's own leftovers out of the groups.
   *
   * @throws UserException if another process works in one of them
   */
  void requireUnused(Collection<String> groups) throws ExecutionException, InterruptedException {
    for (Map.Entry<String, KafkaFuture<ConsumerGroupDescription>> group :
        admin.describeConsumerGroups(groups).describedGroups().entrySet()) {
      try {
        release(group.getKey(), group.getValue().get().members());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof GroupIdNotFoundException)) {
          throw e;
        }
      }
    }
  }

  private void release(String group, Collection<MemberDescription> members)
      throws ExecutionException, InterruptedException {
    List<MemberToRemove> own = new ArrayList<>();
    for (MemberDescription member : members) {
      String name = member.groupInstanceId().orElse("");
      if (!name.startsWith(instance)) {
        throw new UserException(
            new Problem(
                "consumer group " + group,
                "another process (%s on %s) works on this pipeline, or did a moment ago"
                    .formatted(member.clientId(), member.host()),
                "stop it, wait ten seconds and try again"));
      }
      own.add(new MemberToRemove(name));
    }
    if (!own.isEmpty()) {
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions(own))
          .all()
          .get();
    }
  }

  /** Sets offsets; others of the group stay. */
  void move(String group, Map<TopicPartition, OffsetAndMetadata> offsets)
      throws ExecutionException, InterruptedException {
    if (!offsets.isEmpty()) {
      requireUnused(Set.of(group));
      admin.alterConsumerGroupOffsets(group, offsets).all().get();
    }
  }

  /** Forgets offsets: what they are of is read from its beginning. */
  void forget(String group, Set<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    requireUnused(Set.of(group));
    Map<String, Set<TopicPartition>> byTopic =
        partitions.stream()
            .collect(Collectors.groupingBy(TopicPartition::topic, Collectors.toSet()));
    for (Set<TopicPartition> topic : byTopic.values()) {
      try {
        admin.deleteConsumerGroupOffsets(group, topic).all().get();
      } catch (ExecutionException e) {
        // a topic's offsets went with the topic
        if (!(e.getCause() instanceof GroupIdNotFoundException)
            && !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
  }
}
