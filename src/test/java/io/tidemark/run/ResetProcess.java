package io.tidemark.run;

import io.tidemark.checkpoint.Reset;
import io.tidemark.checkpoint.Undertaking;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A process that resets a pipeline to its beginning and drops its rows: {@code PIPELINE DATA
 * BOOTSTRAP [TABLE]}.
 */
final class ResetProcess {

  private ResetProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (PipelineVisit visit =
        PipelineVisit.open(
            Path.of(arguments[1]),
            new KafkaAccess.Operated(arguments[2], Map.of()),
            PipelineVisit.Claim.CHANGE)) {
      Undertaking work =
          Reset.of(
              PipelinePlan.load(Path.of(arguments[0]), Map.of(), new DeltaSchemas()),
              visit.host(),
              arguments.length > 3 ? Optional.of(arguments[3]) : Optional.empty(),
              Reset.To.EARLIEST,
              Reset.Rows.DROP);
      work.execute(visit.host(), visit.ownInstances());
    }
  }
}
