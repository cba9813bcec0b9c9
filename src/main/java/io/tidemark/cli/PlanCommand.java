package io.tidemark.cli;

import io.tidemark.checkpoint.Admission;
import io.tidemark.checkpoint.ChangeText;
import io.tidemark.cli.view.Terminal;
import io.tidemark.run.PipelineVisit;
import io.tidemark.topology.build.PipelineProgress;
import io.tidemark.topology.build.RuntimeServices;
import io.tidemark.topology.build.TopologyBuilder;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.PlanComparison;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark plan}: what a pipeline would do, without doing it. */
@Command(
    name = "plan",
    description =
        "Check a pipeline file and show the schema after each step, how rows multiply, the topics"
            + " and the Streams topology.",
    mixinStandardHelpOptions = true,
    optionListHeading = "%nOptions:%n")
final class PlanCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private final PipelineOptions pipeline;

  @Mixin private final KafkaOptions kafka;

  @Option(
      names = "--against-running",
      description =
          "Show what differs from what is kept of the last run: + is taken over, ! is refused.")
  private boolean againstRunning;

  PlanCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.pipeline = new PipelineOptions(environment);
    this.kafka = new KafkaOptions(environment);
  }

  @Override
  public Integer call() throws Exception {
    PipelinePlan plan = pipeline.plan();
    if (againstRunning) {
      return difference(plan).status();
    }
    plan.warnings().forEach(text -> terminal.err().println("warning: " + text));
    plan.describe().forEach(terminal.out()::println);
    terminal.out().println();
    terminal.out().println("streams topology");
    streams(plan).forEach(line -> terminal.out().println("  " + line));
    return ExitCode.OK.status();
  }

  private ExitCode difference(PipelinePlan plan) throws Exception {
    PlanComparison comparison;
    try (PipelineVisit visit =
        PipelineVisit.open(pipeline.data(), kafka.access(), PipelineVisit.Claim.LOOK)) {
      comparison = Admission.comparison(plan, visit.host());
    }
    List<String> lines = ChangeText.diff(comparison);
    (lines.isEmpty() ? List.of("Nothing differs from the last run") : lines)
        .forEach(terminal.out()::println);
    return comparison.isRefused() ? ExitCode.PROBLEM : ExitCode.OK;
  }

  /** What Kafka Streams says of the topology, with its arrows and without the blank lines. */
  private static List<String> streams(PipelinePlan plan) {
    RuntimeServices none =
        new RuntimeServices(
            (partition, lastProcessed) -> OptionalLong.empty(),
            partitions -> CompletableFuture.completedFuture(Map.of()),
            new PipelineProgress(plan));
    return TopologyBuilder.build(plan, none)
        .describe()
        .toString()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("Topologies"))
        .map(line -> line.replaceFirst("^ {3}", ""))
        .toList();
  }
}
