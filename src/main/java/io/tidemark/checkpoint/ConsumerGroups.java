package io.tidemark.checkpoint;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
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
 * @param own names in consumer groups of this process and of such that have ended; no other live
 *     process has one of them
 */
record ConsumerGroups(Admin admin, Set<String> own) {

  /** As long as Kafka's clients wait by themselves. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  ConsumerGroups {
    own = Set.copyOf(own);
  }

  /**
   * Takes this process's own leftovers out of the groups.
   *
   * @throws UserException if another process works in one of them
   */
  void requireUnused(Collection<String> groups) throws ExecutionException, InterruptedException {
    for (Map.Entry<String, Collection<MemberDescription>> group : members(groups).entrySet()) {
      release(group.getKey(), group.getValue());
    }
  }

  /** Other processes that work in one of these groups, or did a moment ago: who and where. */
  Set<String> others(Collection<String> groups) throws ExecutionException, InterruptedException {
    return others(groups, PATIENCE);
  }

  /**
   * The same.
   *
   * @param patience how long Kafka is waited for
   */
  Set<String> others(Collection<String> groups, Duration patience)
      throws ExecutionException, InterruptedException {
    Set<String> others = new TreeSet<>();
    for (Collection<MemberDescription> members : members(groups, patience).values()) {
      members.stream().filter(m -> !isOwn(m)).map(ConsumerGroups::text).forEach(others::add);
    }
    return others;
  }

  /** Sink tasks of Kafka Connect that work in one of these groups: who and where. */
  Set<String> inConnect(Collection<String> groups) throws ExecutionException, InterruptedException {
    Set<String> tasks = new TreeSet<>();
    for (Collection<MemberDescription> members : members(groups).values()) {
      members.stream()
          .filter(ConsumerGroups::isInConnect)
          .map(ConsumerGroups::text)
          .forEach(tasks::add);
    }
    return tasks;
  }

  /** Connect names its clients so; processes of ours are static members. */
  private static boolean isInConnect(MemberDescription member) {
    return member.groupInstanceId().isEmpty()
        && member.clientId().startsWith("connector-consumer-");
  }

  private Map<String, Collection<MemberDescription>> members(Collection<String> groups)
      throws ExecutionException, InterruptedException {
    return members(groups, PATIENCE);
  }

  private Map<String, Collection<MemberDescription>> members(
      Collection<String> groups, Duration patience)
      throws ExecutionException, InterruptedException {
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().timeoutMs(Math.toIntExact(patience.toMillis()));
    Map<String, Collection<MemberDescription>> members = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<ConsumerGroupDescription>> group :
        admin.describeConsumerGroups(groups, options).describedGroups().entrySet()) {
      try {
        members.put(group.getKey(), group.getValue().get().members());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof GroupIdNotFoundException)) {
          throw e;
        }
      }
    }
    return members;
  }

  private boolean isOwn(MemberDescription member) {
    String name = member.groupInstanceId().orElse("");
    return own.stream().anyMatch(name::startsWith);
  }

  private static String text(MemberDescription member) {
    return member.clientId() + " on " + member.host();
  }

  private void release(String group, Collection<MemberDescription> members)
      throws ExecutionException, InterruptedException {
    List<MemberToRemove> leftovers = new ArrayList<>();
    for (MemberDescription member : members) {
      if (!isOwn(member)) {
        throw new UserException(
            new Problem(
                "consumer group " + group,
                "another process (%s) works on this pipeline".formatted(text(member)),
                "stop it and try again"));
      }
      leftovers.add(new MemberToRemove(member.groupInstanceId().orElseThrow()));
    }
    if (!leftovers.isEmpty()) {
      admin
          .removeMembersFromConsumerGroup(
              group, new RemoveMembersFromConsumerGroupOptions(leftovers))
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
