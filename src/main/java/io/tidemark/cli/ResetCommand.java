package io.tidemark.cli;

import io.tidemark.checkpoint.Reset;
import io.tidemark.checkpoint.Undertaking;
import io.tidemark.cli.view.Terminal;
import io.tidemark.run.PipelineVisit;
import io.tidemark.topology.plan.PipelinePlan;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark reset}: tables start again. */
@Command(
    name = "reset",
    description =
        "Let a pipeline, or one table of it, start again from the beginning or from now; says first"
            + " what that does.",
    mixinStandardHelpOptions = true,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%n",
    footer = "Files are not read again: their records are in the source's topic.")
final class ResetCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private final PipelineOptions pipeline;

  @Mixin private final KafkaOptions kafka;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Only this table, and those that are made of it (default: all).")
  private @Nullable String table;

  @Option(
      names = "--to",
      paramLabel = "WHERE",
      description =
          "earliest (default): from the beginning of the sources' topics. now: what is there is left"
              + " out.")
  private Reset.To to = Reset.To.EARLIEST;

  @ArgGroup private Rows rows = new Rows();

  @Option(names = "--yes", description = "Do it without asking.")
  private boolean yes;

  /** One of these at most. */
  private static final class Rows {
    @Option(names = "--drop-rows", description = "Remove the rows that tables and topics have.")
    private boolean drop;

    @Option(
        names = "--keep-rows",
        description = "Keep the rows that tables and topics have, though they come once more.")
    private boolean keep;

    Reset.Rows said() {
      return drop ? Reset.Rows.DROP : keep ? Reset.Rows.KEEP : Reset.Rows.UNSAID;
    }
  }

  ResetCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.pipeline = new PipelineOptions(environment);
    this.kafka = new KafkaOptions(environment);
  }

  @Override
  public Integer call() throws Exception {
    PipelinePlan plan = pipeline.plan();
    try (PipelineVisit visit =
        PipelineVisit.open(pipeline.data(), kafka.access(), PipelineVisit.Claim.CHANGE)) {
      Undertaking work = Reset.of(plan, visit.host(), Optional.ofNullable(table), to, rows.said());
      if (new Consent(terminal, yes).to(work)) {
        work.execute(visit.host(), visit.ownInstances());
        terminal.out().println("Done");
      }
    }
    return ExitCode.OK.status();
  }
}
