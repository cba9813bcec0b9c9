package io.tidemark.host;

import io.tidemark.row.problem.Causes;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Tells why a hosted task ended: a problem that a user can mend (Kafka's and, as its subclass,
 * Connect's exceptions), or a bug.
 */
public final class TaskFailure {

  /** What the broker answers, one or another, to a producer whose epoch is over. */
  private static final Set<Class<?>> OWNERSHIP_LOST =
      Set.of(
          ProducerFencedException.class,
          InvalidProducerEpochException.class,
          InvalidTxnStateException.class);

  private static final Pattern UNNAMED_ANSWER = Pattern.compile("error in \\w*Txn\\w*Response");

  private TaskFailure() {}

  static RuntimeException of(String connector, Exception cause) {
    // A task's own problem may come wrapped: by Connect, or by the client that called the task.
    Optional<Throwable> first =
        Causes.of(cause)
            .filter(t -> t instanceof UserException || OWNERSHIP_LOST.contains(t.getClass()))
            .findFirst();
    if (first.orElse(null) instanceof UserException told) {
      return told;
    }
    if (first.isPresent()) {
      return problem(
          connector,
          "another process has taken this source over, or its transaction took too long",
          "start again; if it comes back, look for another run or Kafka Connect worker that has a"
              + " source of this name",
          cause);
    }
    if (cause instanceof FencedInstanceIdException) {
      return new UserException(doubledName(connector), cause);
    }
    if (cause instanceof OffsetOutOfRangeException outOfRange) {
      return new UserException(recordsGone(outOfRange), cause);
    }
    List<Problem> refusal = KafkaRefusal.of(cause);
    if (!refusal.isEmpty()) {
      return new UserException(refusal, cause);
    }
    if (isUnnamed(cause)) {
      return problem(
          connector,
          "its transaction failed, perhaps because another process has taken this source over (%s)"
              .formatted(messages(cause)),
          "start again; if it comes back, see the brokers' logs",
          cause);
    }
    if (cause instanceof KafkaException) {
      return problem(connector, messages(cause), "", cause);
    }
    return new IllegalStateException(connector + " failed", cause);
  }

  /** Whether the same task, started anew, may well succeed: Kafka will answer some time. */
  static boolean mayPass(Throwable failure) {
    return isOwnershipLost(failure)
        || Causes.of(failure).anyMatch(t -> t instanceof RetriableException);
  }

  /** Whether another process has taken a transactional id, or may have. */
  public static boolean isOwnershipLost(Throwable failure) {
    return isUnnamed(failure)
        || Causes.of(failure).anyMatch(t -> OWNERSHIP_LOST.contains(t.getClass()));
  }

  /**
   * Whether a broker gave an answer about a transaction that the client has no name for, as Kafka
   * 4.3.1 does when a transaction's end meets the fencing of its owner ({@code
   * PREPARE_EPOCH_FENCE}).
   */
  private static boolean isUnnamed(Throwable failure) {
    Throwable root = Causes.root(failure);
    return root.getClass() == KafkaException.class
        && UNNAMED_ANSWER.matcher(String.valueOf(root.getMessage())).find();
  }

  /** A static member's name that another process uses, which fences this one (KIP-345). */
  public static Problem doubledName(String where) {
    return new Problem(
        where,
        "another process has this one's name in its consumer group",
        "data folders must not be copied from one machine to another: delete the file 'instance'"
            + " in this one's, below processes/, and start again");
  }

  /** Records that a reader was to read next, and that Kafka no longer has. */
  public static Problem recordsGone(OffsetOutOfRangeException gone) {
    return new Problem(
        "topics " + gone.offsetOutOfRangePartitions().keySet(),
        "records that were not read yet are gone from Kafka, or the topic was made anew",
        "start again: it says how many are gone, and what can be done");
  }

  private static UserException problem(String where, String what, String remedy, Exception cause) {
    return new UserException(new Problem(where, what, remedy), cause);
  }

  /** The messages of an exception and its causes, each once. */
  private static String messages(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Causes.of(failure)
        .map(t -> t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage())
        .filter(message -> text.indexOf(message) < 0)
        .forEach(message -> text.append(text.isEmpty() ? "" : ": ").append(message));
    return text.toString();
  }
}
