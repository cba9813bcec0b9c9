package io.tidemark.run;

import io.tidemark.local.FolderLock;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.target.Targets;
import io.tidemark.target.plugin.Plugins;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * One run of a pipeline in this process: Kafka, sources, topology and sinks, until its trigger ends
 * it, someone stops it, or a part fails.
 */
public final class PipelineRun {

  private final PipelinePlan plan;
  private final RunSettings settings;
  private final RunListener listener;
  private final Trigger trigger;
  private final SourceFolders folders;
  private final CountDownLatch stop = new CountDownLatch(1);

  public PipelineRun(PipelinePlan plan, RunSettings settings, RunListener listener) {
    this.plan = settings.trigger().map(plan::with).orElse(plan);
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
    try (RunKafka kafka = RunKafka.bind(settings)) {
      return execute(kafka, targets);
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

  private RunSummary execute(RunKafka kafka, Targets targets)
      throws ExecutionException, InterruptedException {
    long began = System.nanoTime();
    KafkaAddress address = new KafkaAddress(settings.dataFolder());
    address.clear();
    try (RunStart start = new RunStart(plan, settings, kafka);
        TopicTrimming trimming = new TopicTrimming(plan, kafka.admin(), InstantSource.system());
        KafkaWatch answers = KafkaWatch.over(plan, kafka.services(), listener)) {
      start.prepare(targets);
      kafka.start();
      address.write(kafka.clients().bootstrapServers());
      RunStart.Prepared ready = start.admit(listener);
      RunReport report =
          new RunReport(plan, ready.host().metrics(), ready.parts().topology().progress(), began);
      listener.begun(new RunInsight(plan, ready, answers));
      RunWatch watch = new RunWatch(stop, () -> listener.progressed(report.summary()));
      ready.parts().ends().forEach(watch::over);
      watch.over(ready.done());
      kafka.failure().ifPresent(watch::over);
      if (watch.until(ready.done()::isDone)) {
        String stateLabel = start.keep().stateLabel();
        listener.kafkaReady(kafka.clients().bootstrapServers());
        trimming.begin();
        answers.start();
        work(ready, stateLabel, watch);
      }
      ready.parts().stop();
      listener.progressed(report.summary());
      return report.summary();
    } finally {
      address.clear();
    }
  }

  private void work(RunStart.Prepared ready, String stateLabel, RunWatch watch)
      throws ExecutionException, InterruptedException {
    RunParts parts = ready.parts();
    if (trigger.isBounded()) {
      Drain drain = new Drain(plan, parts, ready.host());
      drain.fixEnds();
      parts.begin(stateLabel);
      drain.complete(watch);
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
