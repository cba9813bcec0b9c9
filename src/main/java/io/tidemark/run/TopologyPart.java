package io.tidemark.run;

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
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
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

  private final PipelinePlan plan;
  private final Optional<StreamsSettings> settings;
  private final Admin admin;
  private final PipelineProgress progress;
  private final TableStarts starts;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final TopologyFailures failures;
  private final StateRestores restores;
  private volatile @Nullable KafkaStreams streams;
  private boolean isGivenUp;
  private boolean isClosed;

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
    this.failures =
        new TopologyFailures(
            plan.name(), settings.map(StreamsSettings::stateDir), InstantSource.system());
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
    return failures.borne();
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

  /** Does what needs no Kafka yet; nothing, if it is closed already. */
  void prepare() {
    settings.ifPresent(this::prepare);
  }

  private synchronized void prepare(StreamsSettings configured) {
    if (isClosed) {
      return;
    }
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

  /**
   * Asks it to commit what is done and end, for good. Returns at once. Its threads leave their
   * group: one that is in a rebalance just now would wait for those that have ended.
   */
  void beginClose() {
    if (streams != null) {
      streams.close(options(Duration.ZERO, GroupMembershipOperation.LEAVE_GROUP));
    }
  }

  /**
   * Commits what is done and stops, or gives up, once and for all, after this time. It keeps its
   * place in the group, where its state is, unless places are being given out just now. What is
   * being prepared is waited for: it locks the folder of the state.
   */
  void close(Duration timeout) {
    synchronized (this) {
      isClosed = true;
    }
    if (streams != null && !isGivenUp && !streams.close(options(timeout, placeAtStop(streams)))) {
      isGivenUp = true;
      LOG.warn("the topology of {} did not stop within {}", plan.name(), timeout);
    }
  }

  private static GroupMembershipOperation placeAtStop(KafkaStreams streams) {
    return streams.state() == KafkaStreams.State.REBALANCING
        ? GroupMembershipOperation.LEAVE_GROUP
        : GroupMembershipOperation.REMAIN_IN_GROUP;
  }

  private static CloseOptions options(Duration timeout, GroupMembershipOperation place) {
    return CloseOptions.timeout(timeout).withGroupMembershipOperation(place);
  }

  private StreamThreadExceptionResponse onFailure(Throwable exception) {
    Optional<UserException> end = failures.end(exception);
    if (end.isEmpty()) {
      LOG.warn("a thread of the topology failed and is replaced ({})", exception.toString());
      LOG.debug("because of", exception);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    failure.completeExceptionally(end.get());
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }
}
