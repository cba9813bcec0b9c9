package io.tidemark.host;

import static java.util.stream.Collectors.joining;

import io.tidemark.row.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Something that a user must be allowed to do in Kafka.
 *
 * @param type a topic, a group or a transactional id
 */
public record Right(ResourceType type, String name, AclOperation operation) {

  private static final Map<ResourceType, Kind> KINDS =
      Map.of(
          ResourceType.TOPIC, new Kind("topic", "--topic"),
          ResourceType.GROUP, new Kind("consumer group", "--group"),
          ResourceType.TRANSACTIONAL_ID, new Kind("transactional id", "--transactional-id"));

  /** How messages and {@code kafka-acls} name a type of resource. */
  private record Kind(String word, String option) {}

  public Right {
    if (!KINDS.containsKey(type)) {
      throw new IllegalArgumentException("not granted by name: " + type);
    }
  }

  public static Right toTopic(String name, AclOperation operation) {
    return new Right(ResourceType.TOPIC, name, operation);
  }

  /** To be a member of a consumer group. */
  public static Right toGroup(String name) {
    return new Right(ResourceType.GROUP, name, AclOperation.READ);
  }

  /** To write transactions under an id. */
  public static Right toTransactions(String id) {
    return new Right(ResourceType.TRANSACTIONAL_ID, id, AclOperation.WRITE);
  }

  /** This user hasn't got it; with the command that gives it. */
  public Problem missing() {
    Kind kind = KINDS.get(type);
    return new Problem(
        kind.word() + " " + name,
        "this user has no right to " + operationName(),
        "grant it: kafka-acls --add --allow-principal User:NAME --operation %s %s %s"
            .formatted(operationName(), kind.option(), name));
  }

  /** As {@code kafka-acls} writes it: {@code DescribeConfigs}. */
  private String operationName() {
    return Arrays.stream(operation.name().split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(joining());
  }
}
