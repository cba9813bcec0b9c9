package io.tidemark.run;

import io.tidemark.host.KafkaRefusal;
import io.tidemark.host.Setbacks;
import io.tidemark.row.problem.Causes;
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
import io.tidemark.topology.plan.TablePlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline's topology as this process runs it. Prepared on one thread, then owned by the run's.
 */
final class TopologyPart implements TopologyInsight {

  private static final Logger LOG = LoggerFactory.getLogger(TopologyPart.class);

  /** Of threads that failed for a reason that may pass, within a while. */
  private static final int REPLACED_THREADS = 5;

  private static final Duration REPLACEMENTS_WINDOW = Duration.ofMinutes(10);

  private final PipelinePlan plan;
  private final Optional<StreamsSettings> settings;
  private final Admin admin;
  private final PipelineProgress progress;
  private final TableStarts starts;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final Setbacks replaced =
      new Setbacks(REPLACED_THREADS, REPLACEMENTS_WINDOW, InstantSource.system());
  private final StateRestores restores;
  private volatile @Nullable KafkaStreams streams;
  private boolean isGivenUp;

  /**
   * @param settings empty: this process has no part in it
   */
  TopologyPart(
      PipelinePlan plan, Optional<StreamsSettings> settings, Admin admin, TableStarts starts) {
    this.plan = plan;
    this.starts = starts;
    this.settings = settings;
    this.admin = admin;
    this.progress = new PipelineProgress(plan);
    this.restores = new StateRestores(plan.tables().stream().map(TablePlan::name).toList());
  }

  PipelineProgress progress() {
    return progress;
  }

  /** Completes, exceptionally, when the topology can't go on. */
  CompletionStage<Void> failure() {
    return failure.minimalCompletionStage();
  }

  @Override
  public boolean isHere() {
    return settings.isPresent();
  }

  @Override
  public String state() {
    KafkaStreams running = streams;
    return running == null ? "CREATED" : running.state().name();
  }

  @Override
  public int restarts() {
    return Math.min(replaced.count(), REPLACED_THREADS);
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

  @Override
  public List<RestoreSummary> restores() {
    return restores.summaries();
  }

  /** Does what needs no Kafka yet. */
  void prepare() {
    settings.ifPresent(this::prepare);
  }

  private void prepare(StreamsSettings configured) {
    PositionTrackingClientSupplier clients = new PositionTrackingClientSupplier();
    RuntimeServices services =
        new RuntimeServices(clients, new AdminSourceEnds(admin), progress, starts);
    KafkaStreams made =
        new KafkaStreams(TopologyBuilder.build(plan, services), configured.properties(), clients);
    made.setUncaughtExceptionHandler(this::onFailure);
    made.setGlobalStateRestoreListener(restores);
    streams = made;
  }

  /**
   * Starts with the state that lies in this process's folder, if it is the one to go on with.
   *
   * @param stateLabel of the state to go on with: other state is thrown away, and read from Kafka
   */
  void start(String stateLabel) {
    settings.ifPresent(configured -> start(configured, stateLabel));
  }

  private void start(StreamsSettings configured, String stateLabel) {
    if (streams == null) {
      throw new IllegalStateException("not prepared");
    }
    StateFolder folder = new StateFolder(configured.stateDir(), configured.pipeline());
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

  /** Commits what is done and stops, or gives up, once and for all, after this time. */
  void close(Duration timeout) {
    if (streams != null && !isGivenUp && !streams.close(timeout)) {
      isGivenUp = true;
      LOG.warn("the topology of {} did not stop within {}", plan.name(), timeout);
    }
  }

  private StreamThreadExceptionResponse onFailure(Throwable exception) {
    UserException told = problemIn(exception);
    if (told == null && replaced.bear()) {
      LOG.warn("a thread of the topology failed and is replaced ({})", exception.toString());
      LOG.debug("because of", exception);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    failure.completeExceptionally(told == null ? gaveUp(exception) : told);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private Problem diskFull() {
    return new Problem(
        settings.map(configured -> configured.stateDir().toString()).orElse("the topology"),
        "no space is left on the disk of the topology's state",
        "make room, or name another --data, and start again; what is missing of the state is read"
            + " from Kafka, and other processes have this one's part meanwhile");
  }

  private UserException gaveUp(Throwable exception) {
    return new UserException(
        new Problem(
            "pipeline " + plan.name(),
            "its topology failed %d times, at last with %s"
                .formatted(replaced.count(), Causes.root(exception)),
            "see the log"),
        exception);
  }

  private @Nullable UserException problemIn(Throwable exception) {
    for (Throwable t = exception; t != null; t = t.getCause()) {
      if (t instanceof UserException told) {
        return told;
      } else if (t instanceof FencedInstanceIdException) {
        return new UserException(
            new Problem(
                "the topology",
                "another process has this one's name in its consumer group",
                "data folders must not be copied from one machine to another: delete the file"
                    + " 'instance' in this one's, below processes/, and start again"),
            exception);
      } else if (t instanceof MissingSourceTopicException) {
        return new UserException(
            new Problem(
                "the topology",
                "a topic that it reads was deleted while the pipeline runs",
                "see what 'tidemark new-epoch PIPELINE' would do"),
            exception);
      } else if (t instanceof OffsetOutOfRangeException gone) {
        return new UserException(
            new Problem(
                "topics " + gone.offsetOutOfRangePartitions().keySet(),
                "records that were not read yet are gone from Kafka, or the topic was made anew",
                "start again: it says how many are gone, and what can be done"),
            exception);
      }
    }
    List<Problem> refusal =
        Causes.isDiskFull(exception) ? List.of(diskFull()) : KafkaRefusal.of(exception);
    return refusal.isEmpty() ? null : new UserException(refusal, exception);
  }
}
