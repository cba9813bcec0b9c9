package io.tidemark.host;

import io.tidemark.row.problem.Causes;
import io.tidemark.row.problem.Problem;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What Kafka refuses for good, told to a person: it doesn't let a client in, doesn't let it do
 * something, or doesn't know what it is asked for.
 */
public final class KafkaRefusal {

  private KafkaRefusal() {}

  /** What can be told of an exception or its causes; nothing if none is such a refusal. */
  public static List<Problem> of(Throwable failure) {
    return Causes.of(failure)
        .map(KafkaRefusal::problems)
        .filter(told -> !told.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Whether Kafka, asked the same again, will refuse it again. */
  public static boolean isFinal(Throwable failure) {
    return !of(failure).isEmpty();
  }

  private static List<Problem> problems(Throwable failure) {
    if (failure instanceof TopicAuthorizationException topics
        && !topics.unauthorizedTopics().isEmpty()) {
      return topics.unauthorizedTopics().stream().sorted().map(KafkaRefusal::topic).toList();
    } else if (failure instanceof GroupAuthorizationException group && group.groupId() != null) {
      return List.of(Right.toGroup(group.groupId()).missing());
    } else if (failure instanceof TransactionalIdAuthorizationException) {
      return List.of(
          new Problem(
              "transactional id",
              "this user has no right to Write",
              "grant it: kafka-acls --add --allow-principal User:NAME --operation Write"
                  + " --transactional-id PIPELINE. --resource-pattern-type prefixed"));
    } else if (failure instanceof AuthorizationException) {
      return List.of(
          new Problem(
              "Kafka",
              "this user has no right to what a pipeline needs (" + failure.getMessage() + ")",
              "grant the rights that src/docs/operations.md lists"));
    } else if (failure instanceof SslAuthenticationException) {
      return List.of(
          new Problem(
              "Kafka",
              "no TLS connection can be made (%s)".formatted(messages(failure)),
              "check ssl.truststore.* (and ssl.keystore.*, if brokers want a certificate) in --config"
                  + " or TIDEMARK_KAFKA_*, and that the port is one for TLS"));
    } else if (failure instanceof AuthenticationException) {
      return List.of(
          new Problem(
              "Kafka",
              "this user is not let in (%s)".formatted(failure.getMessage()),
              "check sasl.mechanism, and name and password in sasl.jaas.config, in --config or"
                  + " TIDEMARK_KAFKA_*"));
    } else if (failure instanceof InvalidTimestampException) {
      return List.of(
          new Problem(
              "this machine's clock",
              "it differs from Kafka's by more than a topic allows (%s)"
                  .formatted(failure.getMessage()),
              "set it right, here or on the brokers, and start again; message.timestamp.after.max.ms"
                  + " and message.timestamp.before.max.ms of the topic say how much is allowed"));
    } else if (failure instanceof UnsupportedVersionException) {
      return List.of(
          new Problem(
              "Kafka",
              "its brokers are too old (%s)".formatted(failure.getMessage()),
              "use brokers of Kafka 2.8 or newer"));
    }
    return List.of();
  }

  /** What Kafka says of a topic is the same for each operation. */
  private static Problem topic(String name) {
    Problem describe = Right.toTopic(name, AclOperation.DESCRIBE).missing();
    return new Problem(
        describe.where(),
        "this user has no right to Describe, Read or Write",
        "grant it those that src/docs/operations.md lists");
  }

  private static String messages(Throwable failure) {
    String first = String.valueOf(failure.getMessage());
    String last = String.valueOf(Causes.root(failure).getMessage());
    return first.contains(last) ? first : first + ": " + last;
  }
}
