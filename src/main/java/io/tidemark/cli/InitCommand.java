package io.tidemark.cli;

import io.tidemark.cli.view.Terminal;
import io.tidemark.read.ReadReport;
import io.tidemark.read.draft.PipelineDraft;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidemark init}: a first pipeline file for JSON that is there. */
@Command(
    name = "init",
    description =
        "Write a first pipeline file for JSON files: their schema, and a flat table of what lies"
            + " in them.",
    mixinStandardHelpOptions = true,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark init data/orders", "  tidemark init 'data/*.json.gz' --name shop -o -"})
final class InitCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private InputOptions files = new InputOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The pipeline's name (default: that of the folder or file).")
  private @Nullable String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write it; - for here (default: NAME.yaml). Never overwrites a file.")
  private @Nullable String output;

  InitCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    LogFile.warnOnly(terminal.err());
    PipelineDraft draft =
        PipelineDraft.of(files.input(Optional.empty()).orElseThrow(this::noFiles), name);
    if (STANDARD_OUTPUT.equals(output)) {
      print(draft.lines(), terminal.out());
      print(ReadReport.summary(draft.counts()), terminal.err());
      return ExitCode.OK.status();
    }
    Path file = Path.of(output == null ? draft.name() + ".yaml" : output);
    draft.write(file, environment);
    print(report(draft, file), terminal.out());
    return ExitCode.OK.status();
  }

  private static List<String> report(PipelineDraft draft, Path file) {
    List<String> lines = new ArrayList<>();
    lines.add("Wrote %s, which makes a table of %d columns".formatted(file, draft.columns()));
    lines.addAll(ReadReport.summary(draft.counts()));
    String command = System.getProperty("tidemark.command", "tidemark");
    lines.addAll(
        List.of(
            "",
            "Next:",
            "  %s plan %s".formatted(command, file),
            "  %s run %s --trigger available_now".formatted(command, file)));
    return lines;
  }

  private static void print(List<String> lines, PrintStream to) {
    lines.forEach(to::println);
  }

  private ParameterException noFiles() {
    if (spec == null) {
      throw new IllegalStateException("not called by picocli");
    }
    return new ParameterException(spec.commandLine(), "which files?");
  }
}
