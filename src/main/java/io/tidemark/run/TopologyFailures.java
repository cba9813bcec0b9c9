package io.tidemark.run;

import io.tidemark.host.KafkaRefusal;
import io.tidemark.host.TaskFailure;
import io.tidemark.row.problem.Causes;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.Setbacks;
import io.tidemark.row.problem.UserException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;

/**
 * What becomes of the topology when one of its threads fails: what a user can mend ends it, and
 * what may pass does so only when it comes back often. A Kafka that doesn't answer is waited for,
 * however long: each thread gives up after five minutes ({@code task.timeout.ms}). Thread-safe.
 */
final class TopologyFailures {

  private static final int BEARABLE = 5;
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final String pipeline;
  private final Optional<Path> stateFolder;
  private final Setbacks setbacks;

  /**
   * @param stateFolder where the topology's state lies
   */
  TopologyFailures(String pipeline, Optional<Path> stateFolder, InstantSource clock) {
    this.pipeline = pipeline;
    this.stateFolder = stateFolder;
    this.setbacks = new Setbacks(BEARABLE, WINDOW, clock);
  }

  /** Why the topology has to end; empty: another thread is to take the failed one's place. */
  Optional<UserException> end(Throwable failure) {
    Optional<UserException> told =
        Causes.of(failure).flatMap(cause -> told(cause, failure).stream()).findFirst();
    if (told.isPresent()) {
      return told;
    }
    List<Problem> problems =
        Causes.isDiskFull(failure) ? List.of(diskFull()) : KafkaRefusal.of(failure);
    if (!problems.isEmpty()) {
      return Optional.of(new UserException(problems, failure));
    }
    return isSilence(failure) || setbacks.bear() ? Optional.empty() : Optional.of(gaveUp(failure));
  }

  /** How many were borne lately that count. */
  int borne() {
    return Math.min(setbacks.count(), BEARABLE);
  }

  private static boolean isSilence(Throwable failure) {
    return Causes.of(failure).anyMatch(cause -> cause instanceof TimeoutException);
  }

  private static Optional<UserException> told(Throwable cause, Throwable failure) {
    return cause instanceof UserException told
        ? Optional.of(told)
        : problem(cause).map(problem -> new UserException(problem, failure));
  }

  private static Optional<Problem> problem(Throwable cause) {
    if (cause instanceof FencedInstanceIdException) {
      return Optional.of(TaskFailure.doubledName("the topology"));
    } else if (cause instanceof MissingSourceTopicException) {
      return Optional.of(
          new Problem(
              "the topology",
              "a topic that it reads was deleted while the pipeline runs",
              "see what 'tidemark new-epoch PIPELINE' would do"));
    } else if (cause instanceof OffsetOutOfRangeException gone) {
      return Optional.of(TaskFailure.recordsGone(gone));
    }
    return Optional.empty();
  }

  private Problem diskFull() {
    return new Problem(
        stateFolder.map(Path::toString).orElse("the topology"),
        "no space is left on the disk of the topology's state",
        "make room, or name another --data, and start again; what is missing of the state is read"
            + " from Kafka, and other processes have this one's part meanwhile");
  }

  private UserException gaveUp(Throwable failure) {
    return new UserException(
        new Problem(
            "pipeline " + pipeline,
            "its topology failed %d times, at last with %s"
                .formatted(setbacks.count(), Causes.root(failure)),
            "see the log"),
        failure);
  }
}
