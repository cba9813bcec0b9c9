package io.tidemark.run;

import io.tidemark.checkpoint.Admission;
import io.tidemark.checkpoint.ChangedMeanwhileException;
import io.tidemark.checkpoint.KeptLocally;
import io.tidemark.checkpoint.PipelineMetadata;
import io.tidemark.checkpoint.PipelineNames;
import io.tidemark.host.HostMetrics;
import io.tidemark.host.HostServices;
import io.tidemark.target.Targets;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The start of a run: its parts are prepared while Kafka starts, with what this process last knew
 * of the pipeline, and once more in the rare case that Kafka knows better. Owned by the run's
 * thread.
 */
final class RunStart implements AutoCloseable {

  private static final int KEEP_ATTEMPTS = 20;
  private static final Duration KEEP_PAUSE = Duration.ofSeconds(1);

  private final PipelinePlan plan;
  private final RunSettings settings;
  private final RunKafka kafka;
  private final ProcessFolder folder;
  private final KeptLocally local;
  private final Admission admission;
  private final PipelineRights rights;
  private final Map<String, String> topicIds = new HashMap<>();
  private Optional<PipelineMetadata> kept = Optional.empty();
  private @Nullable Targets targets;
  private @Nullable Prepared prepared;

  /**
   * @param written the plan as the file has it: of a trigger that only this run has, nothing is
   *     kept
   */
  RunStart(
      PipelinePlan plan,
      PipelinePlan written,
      RunSettings settings,
      RunKafka kafka,
      ProcessFolder folder) {
    this.plan = plan;
    this.settings = settings;
    this.kafka = kafka;
    this.folder = folder;
    this.rights = new PipelineRights(plan, settings.roles());
    this.local = new KeptLocally(folder.path(), plan.name());
    this.admission = new Admission(written, kafka.services(), folder.ownInstances());
  }

  /**
   * Parts that are being prepared.
   *
   * @param done completes when they are
   */
  record Prepared(HostServices host, RunParts parts, CompletableFuture<Void> done) {}

  /** Begins to do what needs no Kafka. */
  Prepared prepare(Targets those) {
    targets = those;
    kept = local.read();
    prepareWith(kept);
    return current();
  }

  /**
   * Kafka answers: has the pipeline admitted, and makes the topics that it needs.
   *
   * @throws io.tidemark.row.problem.UserException if it can't go on
   */
  Prepared admit(RunListener listener) throws ExecutionException, InterruptedException {
    Admission.Admitted admitted = admitted(listener);
    if (!admitted.metadata().preparesAs(kept)) {
      close();
      prepareWith(Optional.of(admitted.metadata()));
    }
    kept = Optional.of(admitted.metadata());
    makeTopics();
    return current();
  }

  private Admission.Admitted admitted(RunListener listener)
      throws ExecutionException, InterruptedException {
    Admission.Admitted admitted = admission.admit(settings.start().losses(), listener::waiting);
    admitted.taken().forEach(listener::changed);
    return admitted;
  }

  private void makeTopics() throws InterruptedException {
    TopicSetup topics = new TopicSetup(kafka.admin(), rights.all(), settings.kafka().replication());
    topicIds.putAll(topics.ensure(new PipelineNames(plan).topics()));
  }

  /**
   * Everything is prepared: what the pipeline goes on with is kept. Of processes that start at the
   * same time one is first; the others then go on with what it has kept.
   */
  PipelineMetadata keep(RunListener listener) throws ExecutionException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return keepOnce();
      } catch (ChangedMeanwhileException e) {
        if (attempt == KEEP_ATTEMPTS) {
          throw e.told();
        }
        Thread.sleep(ThreadLocalRandom.current().nextLong(KEEP_PAUSE.toMillis()));
        PipelineMetadata now = admitted(listener).metadata();
        if (!now.preparesAs(kept)) {
          throw e.told();
        }
        kept = Optional.of(now);
        makeTopics();
      }
    }
  }

  private PipelineMetadata keepOnce()
      throws ChangedMeanwhileException, ExecutionException, InterruptedException {
    PipelineMetadata now =
        admission.keep(
            kept.orElseThrow(), Programs.version(), settings.start().definition(), topicIds);
    if (!local.read().equals(Optional.of(now))) {
      local.write(now);
    }
    return now;
  }

  /** Of the topics that the run works on, by their names; after {@link #admit}. */
  Map<String, String> topicIds() {
    return Map.copyOf(topicIds);
  }

  /** Stops the parts, whatever they do. */
  @Override
  public void close() {
    if (prepared != null) {
      prepared.parts().stop();
      prepared.host().metrics().close();
      prepared = null;
    }
  }

  private void prepareWith(Optional<PipelineMetadata> metadata) {
    Trigger trigger = settings.trigger().orElse(plan.trigger());
    HostServices host = new HostServices(kafka.clients(), kafka.admin(), new HostMetrics());
    RunParts parts =
        new RunAssembly(
                plan,
                trigger,
                new RunServices(host, current(targets), settings.kafka().replication()),
                metadata)
            .assemble(folder.path(), share());
    prepared = new Prepared(host, parts, parts.prepare());
  }

  /** A run that ends must see all the work done, and an embedded Kafka has one process. */
  private WorkShare share() {
    boolean isShared =
        settings.kafka() instanceof KafkaAccess.Operated && !plan.trigger().isBounded();
    return new WorkShare(settings.roles(), isShared);
  }

  private Prepared current() {
    return current(prepared);
  }

  private static <T> T current(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("not prepared");
    }
    return part;
  }
}
