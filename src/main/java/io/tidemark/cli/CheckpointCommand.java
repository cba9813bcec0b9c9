package io.tidemark.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointReport;
import io.tidemark.cli.view.CheckpointText;
import io.tidemark.cli.view.Terminal;
import io.tidemark.run.PipelineVisit;
import io.tidemark.topology.plan.PipelinePlan;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark checkpoint}: where a pipeline stands. */
@Command(
    name = "checkpoint",
    description =
        "Show where a pipeline stands: what is kept of it, its files, offsets, commits, state and"
            + " watermarks. Works while it runs, too.",
    mixinStandardHelpOptions = true,
    optionListHeading = "%nOptions:%n")
final class CheckpointCommand implements Callable<Integer> {

  private static final int FILES = 20;

  private final Terminal terminal;

  @Mixin private final PipelineOptions pipeline;

  @Mixin private final KafkaOptions kafka;

  @Option(names = "--json", description = "As JSON, with all files.")
  private boolean json;

  @Option(names = "--all", description = "List all files of the sources (default: 20 of each).")
  private boolean all;

  CheckpointCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.pipeline = new PipelineOptions(environment);
    this.kafka = new KafkaOptions(environment);
  }

  @Override
  public Integer call() throws Exception {
    PipelinePlan plan = pipeline.plan();
    CheckpointReport report;
    try (PipelineVisit visit =
        PipelineVisit.open(pipeline.data(), kafka.access(), PipelineVisit.Claim.LOOK)) {
      report =
          Checkpoint.of(
              plan,
              visit.host(),
              pipeline.data().resolve("state"),
              all || json ? Integer.MAX_VALUE : FILES);
    }
    if (json) {
      terminal
          .out()
          .println(
              new ObjectMapper()
                  .enable(SerializationFeature.INDENT_OUTPUT)
                  .writeValueAsString(report));
    } else {
      CheckpointText.lines(report).forEach(terminal.out()::println);
    }
    return ExitCode.OK.status();
  }
}
