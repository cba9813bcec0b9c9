package io.tidemark.cli;

import io.tidemark.cli.view.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
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
    pipeline.plan().describe().forEach(terminal.out()::println);
    return ExitCode.OK.status();
  }
}
