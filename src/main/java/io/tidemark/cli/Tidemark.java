package io.tidemark.cli;

import io.tidemark.cli.view.Terminal;
import io.tidemark.row.problem.NearestName;
import java.util.Collection;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code tidemark} command: reads the command line, runs a subcommand, ends the process. */
@Command(
    name = "tidemark",
    description = "JSON files and Kafka topics into Delta Lake tables, exactly once.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit status:%n",
    footerHeading = "%n",
    footer = "'tidemark COMMAND --help' tells more about a command.")
public final class Tidemark implements Runnable {

  /** picocli takes no fewer. */
  private static final int LEAST_HELP_COLUMNS = 55;

  private static final int MOST_HELP_COLUMNS = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of errors.")
  private boolean verbose;

  public static void main(String[] args) {
    System.exit(execute(Terminal.ofProcess(), args));
  }

  /** Runs one command line to its end in this process; answers the exit status. */
  static int execute(Terminal terminal, String... args) {
    LogFile.silence();
    Tidemark tidemark = new Tidemark();
    CommandLine commands = new CommandLine(tidemark);
    commands.addSubcommand(new RunCommand(terminal, System.getenv()));
    commands.addSubcommand(new PlanCommand(terminal, System.getenv()));
    commands.addSubcommand(new CheckpointCommand(terminal, System.getenv()));
    commands.addSubcommand(new ResetCommand(terminal, System.getenv()));
    commands.addSubcommand(new NewEpochCommand(terminal, System.getenv()));
    commands.addSubcommand(new ConnectorsCommand(terminal, System.getenv()));
    commands.addSubcommand(new SqlCommand(terminal, System.in, System.getenv()));
    commands.addSubcommand(new ReadCommand(terminal, System.getenv()));
    commands.addSubcommand(new InitCommand(terminal, System.getenv()));
    commands.addSubcommand(new BenchCommand(terminal));
    commands.setOut(terminal.writer());
    commands.getCommandSpec().usageMessage().exitCodeList(ExitCode.help());
    commands.setUsageHelpWidth(
        Math.max(LEAST_HELP_COLUMNS, Math.min(terminal.columns(), MOST_HELP_COLUMNS)));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setParameterExceptionHandler((e, line) -> reportUsage(e, terminal));
    commands.setExecutionExceptionHandler(
        (e, line, parsed) -> new ErrorReport(terminal, tidemark.verbose).print(e).status());
    return commands.execute(args);
  }

  /** Without a command: the help, as an error. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  boolean isVerbose() {
    return verbose;
  }

  private static int reportUsage(ParameterException e, Terminal terminal) {
    CommandLine line = e.getCommandLine();
    new ErrorReport(terminal, false).line(usageProblem(e));
    String command = line.getCommandSpec().qualifiedName();
    terminal.err().println("'" + command + " --help' shows what is possible");
    return ExitCode.USAGE.status();
  }

  /** Picocli's message, but for words it doesn't know: those with the nearest that it does. */
  private static String usageProblem(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(e.getMessage());
    }
    CommandLine line = e.getCommandLine();
    String word = unmatched.getUnmatched().get(0);
    boolean isOption = unmatched.isUnknownOption();
    boolean isCommand = !isOption && !line.getSubcommands().isEmpty();
    Collection<String> known =
        isOption ? line.getCommandSpec().optionsMap().keySet() : line.getSubcommands().keySet();
    String hint = isOption || isCommand ? NearestName.hint(word, known) : "";
    if (isCommand && hint.isEmpty()) {
      hint = "there are " + String.join(", ", known);
    }
    String kind = isOption ? "no option" : isCommand ? "no command" : "one argument too many:";
    return kind + " '" + word + "'" + (hint.isEmpty() ? "" : "; " + hint);
  }
}
