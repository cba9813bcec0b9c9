package io.tidemark.run;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Notices that a topic is not the one any more that a run began with: readers would wait for ever
 * for one that was deleted, or read another's records. Never waits for Kafka: an answer is looked
 * at when it is there. Owned by the run's thread.
 */
final class TopicWatch {

  /** A broker that has just started may not know a topic for a moment. */
  private static final int LOOKS = 3;

  private final Admin admin;
  private final Map<String, String> ids;
  private final Map<String, Integer> missed = new HashMap<>();
  private Map<String, KafkaFuture<TopicDescription>> asked = Map.of();

  /**
   * @param ids of the topics by name, as the run found them
   */
  TopicWatch(Admin admin, Map<String, String> ids) {
    this.admin = admin;
    this.ids = Map.copyOf(ids);
  }

  /**
   * Looks at the last answer, and asks again.
   *
   * @throws UserException if a topic is gone, or was made anew
   */
  void look() throws InterruptedException {
    if (!asked.values().stream().allMatch(KafkaFuture::isDone)) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
      check(topic.getKey(), topic.getValue(), problems);
    }
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    asked = admin.describeTopics(ids.keySet()).topicNameValues();
  }

  private void check(String topic, KafkaFuture<TopicDescription> answer, List<Problem> problems)
      throws InterruptedException {
    String id = ids.get(topic);
    try {
      String now = answer.get().topicId().toString();
      missed.remove(topic);
      if (!now.equals(id)) {
        problems.add(
            problem(topic, "was deleted and made again (its id was " + id + ", is " + now + ")"));
      }
    } catch (ExecutionException e) {
      // who may not ask, or gets no answer, is told elsewhere
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          && missed.merge(topic, 1, Integer::sum) >= LOOKS) {
        problems.add(problem(topic, "was deleted (its id was " + id + ")"));
      }
    }
  }

  private static Problem problem(String topic, String what) {
    return new Problem(
        "topic " + topic,
        what + " while the pipeline runs",
        "see what 'tidemark new-epoch PIPELINE' would do");
  }
}
