package io.tidemark.run;

import io.tidemark.topology.plan.PipelinePlan;

/**
 * One run of a pipeline in this process: Kafka, sources, topology and sinks, until its trigger ends
 * it, someone stops it, or a part fails.
 */
public final class PipelineRun {

  private final PipelinePlan plan;
  private final RunSettings settings;
  private final RunListener listener;

  public PipelineRun(PipelinePlan plan, RunSettings settings, RunListener listener) {
    this.plan = plan;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Runs on the calling thread until the trigger's end or {@link #stop}; then everything it started
   * is stopped.
   *
   * @throws io.tidemark.row.problem.UserException if a part fails, with that part's problems; what
   *     was committed stays, and the next run goes on from there
   */
  public RunSummary execute() {
    throw new UnsupportedOperationException(plan.name() + settings + listener);
  }

  /**
   * Asks the run to end early and cleanly: transactions are finished or abandoned, within 10
   * seconds. Returns at once, from any thread (a signal's too); {@link #execute} then returns what
   * was done. May come before {@code execute}, or after its end, or twice.
   */
  public void stop() {
    throw new UnsupportedOperationException(plan.name());
  }
}
