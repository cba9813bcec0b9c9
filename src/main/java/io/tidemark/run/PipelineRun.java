package io.tidemark.run;

import io.tidemark.host.HostMetrics;
import io.tidemark.host.HostServices;
import io.tidemark.local.FolderLock;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.target.Targets;
import io.tidemark.target.plugin.Plugins;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.TopicPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * One run of a pipeline in this process: Kafka, sources, topology and sinks, until its trigger ends
 * it, someone stops it, or a part fails.
 */
public final class PipelineRun {

  private static final Map<String, String> OFFSETS_CONFIG = Map.of("cleanup.policy", "compact");

  /** Small segments: what is written over goes, and a start reads what is left. */
  private static final Map<String, String> LEDGER_CONFIG =
      Map.of("cleanup.policy", "compact", "segment.bytes", "16777216");

  private final PipelinePlan plan;
  private final RunSettings settings;
  private final RunListener listener;
  private final Trigger trigger;
  private final SourceFolders folders;
  private final CountDownLatch stop = new CountDownLatch(1);

  public PipelineRun(PipelinePlan plan, RunSettings settings, RunListener listener) {
    this.plan = plan;
    this.settings = settings;
    this.listener = listener;
    this.trigger = settings.trigger().orElse(plan.trigger());
    this.folders = new SourceFolders(plan);
  }

  /**
   * Runs on the calling thread until the trigger's end or {@link #stop}; then everything it started
   * is stopped.
   *
   * @throws io.tidemark.row.problem.UserException if a part fails, with that part's problems; what
   *     was committed stays, and the next run goes on from there
   */
  public RunSummary execute() {
    List<Problem> missing = trigger.isBounded() ? folders.missing() : List.of();
    if (!missing.isEmpty()) {
      throw new UserException(missing, null);
    }
    Targets targets =
        Targets.find(
            plan.sinks(),
            settings.plugins().map(Plugins::in).orElseGet(Plugins::none),
            listener::shown);
    FolderLock lock = FolderLock.take(settings.dataFolder());
    try (RunKafka kafka = RunKafka.bind(settings);
        HostMetrics metrics = new HostMetrics()) {
      HostServices host = new HostServices(kafka.clients(), kafka.admin(), metrics);
      RunParts parts =
          new RunAssembly(plan, trigger, host, targets).assemble(settings.dataFolder());
      return execute(kafka, host, parts);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run's thread was interrupted", e);
    } catch (ExecutionException e) {
      throw new UserException(
          new Problem("Kafka", "did not answer (" + e.getCause() + ")", "see the log"), e);
    } finally {
      lock.close();
    }
  }

  /**
   * Asks the run to end early and cleanly: transactions are finished or abandoned, within 10
   * seconds. Returns at once, from any thread (a signal's too); {@link #execute} then returns what
   * was done. May come before {@code execute}, or after its end, or twice.
   */
  public void stop() {
    stop.countDown();
  }

  private RunSummary execute(RunKafka kafka, HostServices host, RunParts parts)
      throws ExecutionException, InterruptedException {
    RunReport report = new RunReport(plan, host.metrics(), parts.topology().progress());
    RunWatch watch = new RunWatch(stop, () -> listener.progressed(report.summary()));
    parts.ends().forEach(watch::over);
    kafka.failure().ifPresent(watch::over);
    try {
      if (start(kafka, parts, watch)) {
        work(parts, host, watch);
      }
    } finally {
      parts.stop();
    }
    listener.progressed(report.summary());
    return report.summary();
  }

  /** Everything that must be right before anything is read; false when the run is to end. */
  private boolean start(RunKafka kafka, RunParts parts, RunWatch watch)
      throws ExecutionException, InterruptedException {
    CompletableFuture<Void> prepared = parts.prepare();
    watch.over(prepared);
    kafka.start();
    new TopicSetup(kafka.admin()).ensure(topics());
    if (!watch.until(prepared::isDone)) {
      return false;
    }
    listener.kafkaReady(kafka.clients().bootstrapServers());
    return true;
  }

  private void work(RunParts parts, HostServices host, RunWatch watch)
      throws ExecutionException, InterruptedException {
    if (trigger.isBounded()) {
      Drain drain = new Drain(plan, parts, host);
      drain.fixEnds();
      parts.begin();
      drain.complete(watch);
    } else {
      parts.begin();
      Set<Problem> told = new HashSet<>();
      watch.awaitStop(() -> tellMissing(told));
    }
  }

  private void tellMissing(Set<Problem> told) {
    List<Problem> missing = folders.missing();
    told.retainAll(missing);
    missing.stream().filter(told::add).forEach(listener::waiting);
  }

  private List<TopicPlan> topics() {
    List<TopicPlan> topics = new ArrayList<>(plan.topics());
    if (plan.sources().stream().anyMatch(s -> s.files().isPresent())) {
      topics.add(new TopicPlan(ConnectorConfigs.offsetsTopic(plan), 1, OFFSETS_CONFIG));
    }
    if (plan.sinks().stream().anyMatch(Targets::has)) {
      topics.add(new TopicPlan(ConnectorConfigs.ledgerTopic(plan), 1, LEDGER_CONFIG));
    }
    return topics;
  }
}
