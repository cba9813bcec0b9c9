package io.tidemark.run;

import io.tidemark.checkpoint.Reset;
import io.tidemark.checkpoint.Undertaking;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code tidemark reset} does, once it has been told to. As a process, to be killed, it resets
 * a table to its beginning and drops its rows: {@code PIPELINE DATA BOOTSTRAP TABLE}.
 */
final class ResetProcess {

  private ResetProcess() {}

  public static void main(String[] arguments) throws Exception {
    reset(
        PipelinePlan.load(Path.of(arguments[0]), Map.of(), new DeltaSchemas()),
        Path.of(arguments[1]),
        new KafkaAccess.Operated(arguments[2], Map.of()),
        new What(Optional.of(arguments[3]), Reset.To.EARLIEST, Reset.Rows.DROP));
  }

  /**
   * What to reset, and how.
   *
   * @param table empty: all
   */
  record What(Optional<String> table, Reset.To to, Reset.Rows rows) {}

  /** Answers what it told that it would do. */
  static List<String> reset(PipelinePlan plan, Path data, KafkaAccess access, What what)
      throws Exception {
    try (PipelineVisit visit = PipelineVisit.open(data, access, PipelineVisit.Claim.CHANGE)) {
      Undertaking work = Reset.of(plan, visit.host(), what.table(), what.to(), what.rows());
      work.execute(visit.host(), visit.ownInstances());
      return work.lines();
    }
  }
}
