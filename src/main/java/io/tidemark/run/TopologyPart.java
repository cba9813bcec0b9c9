package io.tidemark.run;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.build.AdminSourceEnds;
import io.tidemark.topology.build.PipelineProgress;
import io.tidemark.topology.build.PositionTrackingClientSupplier;
import io.tidemark.topology.build.RuntimeServices;
import io.tidemark.topology.build.StreamsSettings;
import io.tidemark.topology.build.TableStarts;
import io.tidemark.topology.build.TopologyBuilder;
import io.tidemark.topology.plan.PipelinePlan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline's topology as this process runs it. Prepared on one thread, then owned by the run's.
 */
final class TopologyPart implements TopologyInsight {

  private static final Logger LOG = LoggerFactory.getLogger(TopologyPart.class);

  /** Of threads that failed for a reason that may pass. */
  private static final int REPLACED_THREADS = 5;

  private final PipelinePlan plan;
  private final StreamsSettings settings;
  private final Admin admin;
  private final PipelineProgress progress;
  private final TableStarts starts;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final AtomicInteger replaced = new AtomicInteger();
  private volatile @Nullable KafkaStreams streams;

  TopologyPart(PipelinePlan plan, StreamsSettings settings, Admin admin, TableStarts starts) {
    this.plan = plan;
    this.starts = starts;
    this.settings = settings;
    this.admin = admin;
    this.progress = new PipelineProgress(plan);
  }

  PipelineProgress progress() {
    return progress;
  }

  /** Completes, exceptionally, when the topology can't go on. */
  CompletionStage<Void> failure() {
    return failure.minimalCompletionStage();
  }

  @Override
  public String state() {
    KafkaStreams running = streams;
    return running == null ? "CREATED" : running.state().name();
  }

  @Override
  public int restarts() {
    return Math.min(replaced.get(), REPLACED_THREADS);
  }

  @Override
  public Optional<Throwable> whyFailed() {
    return PartEnd.failure(failure);
  }

  @Override
  public StateSize state(String table) {
    KafkaStreams running = streams;
    return running == null
        ? StateSize.NONE
        : StoreSizes.of(running.metrics(), StreamsSettings.store(table));
  }

  /** Does what needs no Kafka yet. */
  void prepare() {
    PositionTrackingClientSupplier clients = new PositionTrackingClientSupplier();
    RuntimeServices services =
        new RuntimeServices(clients, new AdminSourceEnds(admin), progress, starts);
    KafkaStreams made =
        new KafkaStreams(TopologyBuilder.build(plan, services), settings.properties(), clients);
    made.setUncaughtExceptionHandler(this::onFailure);
    streams = made;
  }

  /**
   * Starts with the state that lies in this process's folder, if it is the one to go on with.
   *
   * @param stateLabel of the state to go on with: other state is thrown away, and read from Kafka
   */
  void start(String stateLabel) {
    if (streams == null) {
      throw new IllegalStateException("not prepared");
    }
    StateFolder folder = new StateFolder(settings.stateDir(), settings.pipeline());
    if (!folder.holds(stateLabel)) {
      streams.cleanUp();
      folder.label(stateLabel);
    }
    streams.start();
  }

  /** Asks it to commit what is done and stop. Returns at once. */
  void beginClose() {
    if (streams != null) {
      streams.close(Duration.ZERO);
    }
  }

  /** Commits what is done and stops, or gives up after this time. */
  void close(Duration timeout) {
    if (streams != null && !streams.close(timeout)) {
      LOG.warn("the topology of {} did not stop within {}", plan.name(), timeout);
    }
  }

  private StreamThreadExceptionResponse onFailure(Throwable exception) {
    UserException told = problemIn(exception);
    if (told == null && replaced.incrementAndGet() <= REPLACED_THREADS) {
      LOG.warn("a thread of the topology failed and is replaced ({})", exception.toString());
      LOG.debug("because of", exception);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    failure.completeExceptionally(told == null ? gaveUp(exception) : told);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private UserException gaveUp(Throwable exception) {
    Throwable root = exception;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new UserException(
        new Problem(
            "pipeline " + plan.name(),
            "its topology failed %d times, at last with %s".formatted(replaced.get(), root),
            "see the log"),
        exception);
  }

  private static @Nullable UserException problemIn(Throwable exception) {
    for (Throwable t = exception; t != null; t = t.getCause()) {
      if (t instanceof UserException told) {
        return told;
      } else if (t instanceof OffsetOutOfRangeException gone) {
        return new UserException(
            new Problem(
                "topics " + gone.offsetOutOfRangePartitions().keySet(),
                "records that were not read yet are gone from Kafka, or the topic was made anew",
                "start again: it says how many are gone, and what can be done"),
            exception);
      }
    }
    return null;
  }
}
