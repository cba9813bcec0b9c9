package io.tidemark.cli;

import io.tidemark.cli.view.Terminal;
import io.tidemark.topology.build.PipelineProgress;
import io.tidemark.topology.build.RuntimeServices;
import io.tidemark.topology.build.TopologyBuilder;
import io.tidemark.topology.plan.PipelinePlan;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  PlanCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.pipeline = new PipelineOptions(environment);
  }

  @Override
  public Integer call() {
    PipelinePlan plan = pipeline.plan();
    plan.warnings().forEach(text -> terminal.err().println("warning: " + text));
    plan.describe().forEach(terminal.out()::println);
    terminal.out().println();
    terminal.out().println("streams topology");
    streams(plan).forEach(line -> terminal.out().println("  " + line));
    return ExitCode.OK.status();
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
