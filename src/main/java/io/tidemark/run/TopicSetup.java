package io.tidemark.run;

import io.tidemark.host.Right;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.plan.TopicPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics of a pipeline that aren't there, and checks those that are. */
final class TopicSetup {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
  private static final int DESCRIBE_ATTEMPTS = 100;
  private static final Duration DESCRIBE_PAUSE = Duration.ofMillis(20);

  private final Admin admin;
  private final Set<Right> rights;
  private final Optional<Short> replication;

  /**
   * @param rights that this process needs
   * @param replication of topics that are made; empty: the brokers' default
   */
  TopicSetup(Admin admin, Set<Right> rights, Optional<Short> replication) {
    this.admin = admin;
    this.replication = replication;
    this.rights = Set.copyOf(rights);
  }

  /**
   * Returns when all topics are there, and known to the broker that answers.
   *
   * @return their ids by their names
   * @throws UserException if a topic can't be made, has other partitions than the plan says, or may
   *     not be used as it has to be
   */
  Map<String, String> ensure(List<TopicPlan> topics) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Set<String> there = existing();
    List<TopicPlan> missing = topics.stream().filter(t -> !there.contains(t.name())).toList();
    if (!missing.isEmpty()) {
      create(missing, problems);
    }
    Map<String, String> ids = new HashMap<>();
    if (problems.isEmpty()) {
      Map<String, TopicDescription> found =
          describe(topics.stream().map(TopicPlan::name).toList(), problems);
      found.forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
      check(topics, found, problems);
    }
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    return ids;
  }

  /** Who may not make topics needs to only where one is missing. */
  private Set<String> existing() throws InterruptedException {
    try {
      return admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw new UserException(
          new Problem("topics", "can't be listed (" + e.getCause().getMessage() + ")"), e);
    }
  }

  private void create(List<TopicPlan> topics, List<Problem> problems) throws InterruptedException {
    CreateTopicsResult created =
        admin.createTopics(
            topics.stream()
                .map(
                    t ->
                        new NewTopic(t.name(), Optional.of(t.partitions()), replication)
                            .configs(t.config()))
                .toList());
    for (Map.Entry<String, KafkaFuture<Void>> topic : created.values().entrySet()) {
      try {
        topic.getValue().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TopicAuthorizationException) {
          problems.add(missing(topic.getKey()));
        } else if (e.getCause() instanceof InvalidReplicationFactorException) {
          problems.add(
              new Problem(
                  "topic " + topic.getKey(),
                  "can't be made (" + e.getCause().getMessage() + ")",
                  "ask for no more replicas than there are brokers (--replication-factor)"));
        } else if (!(e.getCause() instanceof TopicExistsException)) {
          problems.add(
              new Problem(
                  "topic " + topic.getKey(),
                  "can't be made (" + e.getCause().getMessage() + ")",
                  "create it beforehand, or allow this user to"));
        }
      }
    }
  }

  private static Problem missing(String topic) {
    Problem right = Right.toTopic(topic, AclOperation.CREATE).missing();
    return new Problem(
        right.where(),
        "isn't there (or may not be seen), and " + right.what(),
        "create it beforehand, or " + right.remedy());
  }

  private void check(
      List<TopicPlan> topics, Map<String, TopicDescription> found, List<Problem> problems) {
    for (TopicPlan topic : topics) {
      if (!found.containsKey(topic.name())) {
        continue; // as was told
      }
      checkRights(found.get(topic.name()), problems);
      tellReplicas(found.get(topic.name()));
      int partitions = found.get(topic.name()).partitions().size();
      if (partitions != topic.partitions()) {
        problems.add(
            new Problem(
                "topic " + topic.name(),
                "has %d partitions, but the pipeline says %d"
                    .formatted(partitions, topic.partitions()),
                "set partitions: %d on the source that it belongs to, or use another topic"
                    .formatted(partitions)));
      }
    }
  }

  private void tellReplicas(TopicDescription topic) {
    int replicas = topic.partitions().get(0).replicas().size();
    if (replication.isPresent() && replicas != replication.get()) {
      LOG.warn(
          "topic {} has {} replicas and stays as it is, though {} are asked for",
          topic.name(),
          replicas,
          replication.get());
    }
  }

  private void checkRights(TopicDescription topic, List<Problem> problems) {
    Set<AclOperation> allowed = topic.authorizedOperations();
    if (allowed != null) {
      rights.stream()
          .filter(r -> r.type() == ResourceType.TOPIC && r.name().equals(topic.name()))
          .filter(r -> !allowed.contains(r.operation()))
          .forEach(r -> problems.add(r.missing()));
    }
  }

  private Map<String, TopicDescription> describe(List<String> names, List<Problem> problems)
      throws InterruptedException {
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, TopicDescription> found = new HashMap<>();
    for (int attempt = 1; found.size() < names.size(); attempt++) {
      List<String> unknown = names.stream().filter(n -> !found.containsKey(n)).toList();
      for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
          admin.describeTopics(unknown, options).topicNameValues().entrySet()) {
        try {
          found.put(topic.getKey(), topic.getValue().get());
        } catch (ExecutionException e) {
          undescribed(topic.getKey(), e, attempt).ifPresent(problems::add);
        }
      }
      if (!problems.isEmpty()) {
        break;
      }
      if (found.size() < names.size()) {
        Thread.sleep(DESCRIBE_PAUSE.toMillis());
      }
    }
    return found;
  }

  /** Empty for a new topic, which is known a moment after it was made. */
  private static Optional<Problem> undescribed(String topic, ExecutionException e, int attempt) {
    if (e.getCause() instanceof TopicAuthorizationException) {
      return Optional.of(Right.toTopic(topic, AclOperation.DESCRIBE).missing());
    } else if (e.getCause() instanceof UnknownTopicOrPartitionException
        && attempt < DESCRIBE_ATTEMPTS) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            "topic " + topic, "can't be read (" + e.getCause() + ")", "see what the brokers say"));
  }
}
