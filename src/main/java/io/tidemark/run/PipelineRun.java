package io.tidemark.run;

import io.tidemark.checkpoint.OtherProcesses;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.target.Targets;
import io.tidemark.target.plugin.Plugins;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/**
 * One run of a pipeline in this process: Kafka, sources, topology and sinks, until its trigger ends
 * it, someone stops it, or a part fails.
 */
public final class PipelineRun {

  private static final Duration TOPICS_INTERVAL = Duration.ofSeconds(2);
  private static final Duration OTHERS_INTERVAL = Duration.ofSeconds(2);

  private final PipelinePlan plan;
  private final PipelinePlan written;
  private final RunSettings settings;
  private final RunListener listener;
  private final Trigger trigger;
  private final SourceFolders folders;
  private final CountDownLatch stop = new CountDownLatch(1);

  public PipelineRun(PipelinePlan plan, RunSettings settings, RunListener listener) {
    this.plan = settings.trigger().map(plan::with).orElse(plan);
    this.written = plan;
    this.settings = settings;
    this.listener = listener;
    this.trigger = this.plan.trigger();
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
    Targets targets = findTargets();
    try (ProcessFolder folder = ProcessFolder.claim(settings.dataFolder(), settings.kafka())) {
      return execute(folder, targets);
    }
  }

  /** The same in a folder that the caller has claimed, and closes. */
  public RunSummary execute(ProcessFolder folder) {
    return execute(folder, findTargets());
  }

  /** What is wrong with the run is said before anything is made. */
  private Targets findTargets() {
    List<Problem> problems = new ArrayList<>(folders.unreadable());
    if (trigger.isBounded() && problems.isEmpty()) {
      problems.addAll(folders.missing());
    }
    roleProblem().ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    return Targets.find(
        plan.sinks(),
        settings.plugins().map(Plugins::in).orElseGet(Plugins::none),
        listener::shown);
  }

  private Optional<Problem> roleProblem() {
    if (settings.roles().size() == Role.values().length) {
      return Optional.empty();
    } else if (settings.kafka() instanceof KafkaAccess.Embedded) {
      return Optional.of(
          new Problem(
              "--role",
              "a Kafka inside this process has nobody else to do the rest",
              "name the Kafka that the processes share with --bootstrap-server"));
    } else if (trigger.isBounded()) {
      return Optional.of(
          new Problem(
              "--role",
              "with a trigger that ends, one process does all of the work",
              "leave --role out, or use trigger default or processing_time"));
    }
    return Optional.empty();
  }

  private RunSummary execute(ProcessFolder folder, Targets targets) {
    if (settings.kafka() instanceof KafkaAccess.Embedded) {
      new KafkaAddress(settings.dataFolder()).requireNoneElsewhere();
    }
    try (RunKafka kafka = RunKafka.bind(settings)) {
      return executeOn(kafka, folder, targets);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run's thread was interrupted", e);
    }
  }

  private RunSummary executeOn(RunKafka kafka, ProcessFolder folder, Targets targets)
      throws InterruptedException {
    try {
      return execute(kafka, folder, targets);
    } catch (ExecutionException | UserException | KafkaException e) {
      PipelineRights rights = new PipelineRights(plan, settings.roles());
      throw new MissingRights(kafka.admin(), rights.all()).told(e);
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

  private RunSummary execute(RunKafka kafka, ProcessFolder folder, Targets targets)
      throws ExecutionException, InterruptedException {
    long began = System.nanoTime();
    KafkaAddress address = new KafkaAddress(settings.dataFolder());
    if (settings.kafka() instanceof KafkaAccess.Embedded) {
      address.clear();
    }
    try (RunStart start = new RunStart(plan, written, settings, kafka, folder);
        TopicTrimming trimming = new TopicTrimming(plan, kafka.admin(), InstantSource.system());
        KafkaWatch answers = KafkaWatch.over(plan, kafka.services(), listener)) {
      RunStart.Prepared first = start.prepare(targets);
      if (!hasKafka(kafka)) {
        return report(first, began).summary();
      }
      requireSole(kafka, folder);
      address.write(kafka.clients().bootstrapServers());
      RunStart.Prepared ready = start.admit(listener);
      RunReport report = report(ready, began);
      listener.begun(new RunInsight(plan, ready, answers));
      RunWatch watch = new RunWatch(stop, () -> listener.progressed(report.summary()));
      ready.parts().ends().forEach(watch::over);
      watch.over(ready.done());
      kafka.failure().ifPresent(watch::over);
      if (watch.until(ready.done()::isDone)) {
        String stateLabel = start.keep(listener).stateLabel();
        listener.kafkaReady(kafka.clients().bootstrapServers());
        trimming.begin();
        answers.start();
        TopicWatch topics = new TopicWatch(kafka.admin(), start.topicIds());
        watch.keep(new Lookout(TOPICS_INTERVAL, topics::look));
        if (isToBeAlone()) {
          OtherProcesses others = others(kafka, folder);
          watch.keep(new Lookout(OTHERS_INTERVAL, others::requireNoneNow));
        }
        work(ready, stateLabel, watch);
      }
      ready.parts().stop();
      listener.progressed(report.summary());
      return report.summary();
    } finally {
      if (settings.kafka() instanceof KafkaAccess.Embedded) {
        address.clear(); // that of an operated Kafka is good for the processes that are left
      }
    }
  }

  /** A run that stays waits for its Kafka; one that has an end is to reach it. */
  private boolean hasKafka(RunKafka kafka) throws InterruptedException {
    return trigger.isBounded() ? kafka.start(stop) : kafka.await(stop, listener);
  }

  private RunReport report(RunStart.Prepared ready, long began) {
    return new RunReport(plan, ready.host().metrics(), ready.parts().topology(), began);
  }

  private OtherProcesses others(RunKafka kafka, ProcessFolder folder) {
    return new OtherProcesses(plan, kafka.admin(), folder.ownInstances());
  }

  /** The end of a run is reached when all that there is has gone through this process. */
  private boolean isToBeAlone() {
    return trigger.isBounded() && settings.kafka() instanceof KafkaAccess.Operated;
  }

  private void requireSole(RunKafka kafka, ProcessFolder folder)
      throws ExecutionException, InterruptedException {
    if (settings.kafka() instanceof KafkaAccess.Operated
        && (settings.roles().contains(Role.SOURCES)
            || settings.roles().contains(Role.DELTA_SINKS))) {
      others(kafka, folder).requireNoneInConnect();
    }
    if (isToBeAlone()) {
      others(kafka, folder).requireNone(listener::waiting);
    }
  }

  private void work(RunStart.Prepared ready, String stateLabel, RunWatch watch)
      throws ExecutionException, InterruptedException {
    RunParts parts = ready.parts();
    if (trigger.isBounded()) {
      Drain drain = new Drain(plan, parts, ready.host());
      if (drain.fixEnds(watch)) {
        parts.begin(stateLabel);
        drain.complete(watch);
      }
    } else {
      parts.begin(stateLabel);
      Set<Problem> told = new HashSet<>();
      watch.awaitStop(() -> tellMissing(told));
    }
  }

  private void tellMissing(Set<Problem> told) {
    List<Problem> missing = folders.missing();
    told.retainAll(missing);
    missing.stream().filter(told::add).forEach(listener::waiting);
  }
}
