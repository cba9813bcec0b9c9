package io.tidemark.run;

import io.tidemark.host.KafkaRefusal;
import io.tidemark.host.Right;
import io.tidemark.row.problem.Causes;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, when Kafka has refused something, all that this user has no right to: Kafka's own
 * exceptions name a topic at most, and no operation.
 *
 * @param needed rights of a process
 */
record MissingRights(Admin admin, Set<Right> needed) {

  private static final int TIMEOUT_MILLIS = 5_000;

  /** Why a run failed, so that a person can mend it. */
  UserException told(Exception failure) throws InterruptedException {
    if (!isRefusal(failure)) {
      return failure instanceof UserException told ? told : unanswered(failure);
    }
    List<Problem> missing = find().stream().map(Right::missing).toList();
    if (!missing.isEmpty()) {
      return new UserException(missing, failure);
    }
    return failure instanceof UserException told
        ? told
        : new UserException(KafkaRefusal.of(failure), failure);
  }

  private static boolean isRefusal(Throwable failure) {
    return Causes.of(failure).anyMatch(t -> t instanceof AuthorizationException);
  }

  private static UserException unanswered(Exception failure) {
    List<Problem> refusal = KafkaRefusal.of(failure);
    if (!refusal.isEmpty()) {
      return new UserException(refusal, failure);
    }
    Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
    boolean isSilence = Causes.of(failure).anyMatch(t -> t instanceof RetriableException);
    return new UserException(
        isSilence
            ? new Problem("Kafka", "did not answer (" + cause + ")", "see the log")
            : new Problem("the run", "failed (" + cause + ")", "see the log"),
        failure);
  }

  /** Of topics, groups and transactions that there are; of others Kafka doesn't tell. */
  private List<Right> find() throws InterruptedException {
    List<Right> missing = new ArrayList<>(missing(topics()));
    missing.addAll(missing(groups()));
    missing.addAll(missing(transactions()));
    return missing;
  }

  private Described<TopicDescription> topics() {
    DescribeTopicsOptions options =
        new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(TIMEOUT_MILLIS);
    return new Described<>(
        ResourceType.TOPIC,
        admin.describeTopics(names(ResourceType.TOPIC), options).topicNameValues(),
        TopicDescription::authorizedOperations);
  }

  private Described<ConsumerGroupDescription> groups() {
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions()
            .includeAuthorizedOperations(true)
            .timeoutMs(TIMEOUT_MILLIS);
    return new Described<>(
        ResourceType.GROUP,
        admin.describeConsumerGroups(names(ResourceType.GROUP), options).describedGroups(),
        ConsumerGroupDescription::authorizedOperations);
  }

  /** Who may write transactions may describe them; more isn't told of them. */
  private Described<TransactionDescription> transactions() {
    DescribeTransactionsOptions options =
        new DescribeTransactionsOptions().timeoutMs(TIMEOUT_MILLIS);
    List<String> ids = names(ResourceType.TRANSACTIONAL_ID);
    DescribeTransactionsResult result = admin.describeTransactions(ids, options);
    return new Described<>(
        ResourceType.TRANSACTIONAL_ID,
        ids.stream().collect(Collectors.toMap(Function.identity(), result::description)),
        transaction -> null);
  }

  private List<String> names(ResourceType type) {
    return needed.stream().filter(r -> r.type() == type).map(Right::name).distinct().toList();
  }

  private <T> List<Right> missing(Described<T> described) throws InterruptedException {
    List<Right> missing = new ArrayList<>();
    for (Right right : needed) {
      if (right.type() == described.type() && !described.allows(right)) {
        missing.add(right);
      }
    }
    return missing;
  }

  /**
   * What Kafka says of resources of a type.
   *
   * @param operations that are allowed on one; null: not told
   */
  private record Described<T>(
      ResourceType type,
      Map<String, KafkaFuture<T>> answers,
      Function<T, @Nullable Collection<AclOperation>> operations) {

    boolean allows(Right right) throws InterruptedException {
      try {
        Collection<AclOperation> allowed = operations.apply(answers.get(right.name()).get());
        return allowed == null || allowed.contains(right.operation());
      } catch (ExecutionException e) {
        return !(e.getCause() instanceof AuthorizationException);
      }
    }
  }
}
