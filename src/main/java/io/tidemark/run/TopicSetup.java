package io.tidemark.run;

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
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topics of a pipeline that aren't there, and checks those that are. */
final class TopicSetup {

  private static final int DESCRIBE_ATTEMPTS = 100;
  private static final Duration DESCRIBE_PAUSE = Duration.ofMillis(20);

  private final Admin admin;

  TopicSetup(Admin admin) {
    this.admin = admin;
  }

  /**
   * Returns when all topics are there, and known to the broker that answers.
   *
   * @return their ids by their names
   * @throws UserException if a topic can't be made, or has other partitions than the plan says
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
      Map<String, TopicDescription> found = describe(topics.stream().map(TopicPlan::name).toList());
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
                        new NewTopic(t.name(), Optional.of(t.partitions()), Optional.empty())
                            .configs(t.config()))
                .toList());
    for (Map.Entry<String, KafkaFuture<Void>> topic : created.values().entrySet()) {
      try {
        topic.getValue().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          problems.add(
              new Problem(
                  "topic " + topic.getKey(),
                  "can't be made (" + e.getCause().getMessage() + ")",
                  "create it beforehand, or allow this user to"));
        }
      }
    }
  }

  private static void check(
      List<TopicPlan> topics, Map<String, TopicDescription> found, List<Problem> problems) {
    for (TopicPlan topic : topics) {
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

  /** A new topic is known a moment after it was made. */
  private Map<String, TopicDescription> describe(List<String> names) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return admin.describeTopics(names).allTopicNames().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || attempt == DESCRIBE_ATTEMPTS) {
          throw new UserException(
              new Problem("topics " + names, "can't be read (" + e.getCause() + ")"), e);
        }
        Thread.sleep(DESCRIBE_PAUSE.toMillis());
      }
    }
  }
}
