package io.tidemark.cli;

import io.tidemark.checkpoint.NewEpoch;
import io.tidemark.checkpoint.Undertaking;
import io.tidemark.cli.view.Terminal;
import io.tidemark.run.PipelineVisit;
import io.tidemark.topology.plan.PipelinePlan;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark new-epoch}: topics that were made anew are taken as they are. */
@Command(
    name = "new-epoch",
    description =
        "Let a pipeline go on after its topics were deleted and made again; says first what that"
            + " does.",
    mixinStandardHelpOptions = true,
    optionListHeading = "%nOptions:%n")
final class NewEpochCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private final PipelineOptions pipeline;

  @Mixin private final KafkaOptions kafka;

  @Option(names = "--yes", description = "Do it without asking.")
  private boolean yes;

  NewEpochCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.pipeline = new PipelineOptions(environment);
    this.kafka = new KafkaOptions(environment);
  }

  @Override
  public Integer call() throws Exception {
    PipelinePlan plan = pipeline.plan();
    try (PipelineVisit visit =
        PipelineVisit.open(pipeline.data(), kafka.access(), PipelineVisit.Claim.CHANGE)) {
      Undertaking work = NewEpoch.of(plan, visit.host());
      if (new Consent(terminal, yes).to(work)) {
        work.execute(visit.host(), visit.ownInstances());
        terminal.out().println("Done");
      }
    }
    return ExitCode.OK.status();
  }
}
