package io.tidemark.run;

import io.tidemark.host.HostServices;
import io.tidemark.row.problem.Problem;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka every few seconds how far the sources' topics reach, and thereby whether it answers.
 * When it has not for a while, that is told once, and once more when it does again. Everything that
 * works on Kafka waits by itself; this only knows and tells.
 *
 * <p>Asks on a thread of its own; may be read from any.
 */
final class KafkaWatch implements AutoCloseable {

  private static final Duration PACE = Duration.ofSeconds(2);
  private static final int TIMEOUT_MILLIS = 4_000;

  /** So long it may be silent: a leader that moves takes less. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Question question;
  private final String address;
  private final RunListener listener;
  private final Clock clock;

  private volatile Map<TopicPartition, Long> ends = Map.of();
  private volatile Instant lastAnswer;
  private volatile boolean isSilent;
  private @Nullable ScheduledExecutorService thread;

  /**
   * @param address of Kafka, in what is told
   */
  KafkaWatch(Question question, String address, RunListener listener, Clock clock) {
    this.question = question;
    this.address = address;
    this.listener = listener;
    this.clock = clock;
    this.lastAnswer = clock.instant();
  }

  /** Asks for the ends of the pipeline's sources. */
  static KafkaWatch over(PipelinePlan plan, HostServices host, RunListener listener) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (SourcePlan source : plan.sources()) {
      for (int i = 0; i < source.partitions(); i++) {
        latest.put(new TopicPartition(source.topic(), i), OffsetSpec.latest());
      }
    }
    ListOffsetsOptions options = new ListOffsetsOptions().timeoutMs(TIMEOUT_MILLIS);
    return new KafkaWatch(
        () -> offsets(host.admin().listOffsets(latest, options).all().get()),
        host.clients().bootstrapServers(),
        listener,
        Clock.systemUTC());
  }

  private static Map<TopicPartition, Long> offsets(
      Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> answer) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /** Asks for the ends of topics; waits a few seconds at most. */
  interface Question {
    Map<TopicPartition, Long> ask() throws ExecutionException, InterruptedException;
  }

  /** Kafka answers now: from here on it is watched. */
  void start() {
    lastAnswer = clock.instant();
    ScheduledExecutorService asking =
        Executors.newSingleThreadScheduledExecutor(
            body -> {
              Thread asks = new Thread(body, "watch-kafka");
              asks.setDaemon(true);
              return asks;
            });
    asking.scheduleWithFixedDelay(
        this::look, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
    thread = asking;
  }

  /** The offset after the last record of each partition of a source, as of the last answer. */
  Map<TopicPartition, Long> ends() {
    return ends;
  }

  /** Since when Kafka has not answered, if that is longer than it should be. */
  Optional<Instant> silentSince() {
    return isSilent ? Optional.of(lastAnswer) : Optional.empty();
  }

  /** Asks once. */
  void look() {
    try {
      ends = question.ask();
      answered();
    } catch (ExecutionException e) {
      if (isSilence(e.getCause())) {
        unanswered(e.getCause());
      } else {
        answered(); // it refuses something, as those who need it will tell
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.shutdownNow();
    }
  }

  private void answered() {
    Instant now = clock.instant();
    if (isSilent) {
      isSilent = false;
      listener.goesOn(
          "Kafka at %s answers again, after %d s"
              .formatted(address, Duration.between(lastAnswer, now).toSeconds()));
    }
    lastAnswer = now;
  }

  private void unanswered(Throwable cause) {
    if (!isSilent && Duration.between(lastAnswer, clock.instant()).compareTo(PATIENCE) >= 0) {
      isSilent = true;
      listener.waiting(
          new Problem(
              "Kafka at " + address,
              "no broker has answered since %s (%s)"
                  .formatted(lastAnswer.truncatedTo(ChronoUnit.SECONDS), cause.getMessage()),
              "nothing is lost, and the run goes on by itself when one answers"));
    }
  }

  private static boolean isSilence(@Nullable Throwable cause) {
    return cause instanceof TimeoutException || cause instanceof DisconnectException;
  }
}
