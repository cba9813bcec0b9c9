package io.tidemark.cli;

import io.tidemark.bench.Benchmark;
import io.tidemark.bench.Scenario;
import io.tidemark.cli.view.Terminal;
import io.tidemark.row.problem.NearestName;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark bench}: how fast it is here. */
@Command(
    name = "bench",
    description = "Measure whole runs over generated orders: time, CPU, memory.",
    mixinStandardHelpOptions = true,
    optionListHeading = "%nOptions:%n")
final class BenchCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      description = "flatten, tumbling, sliding, small-files, one-order, latency (default: all).")
  private List<String> scenarios = List.of();

  @Option(
      names = "--orders",
      paramLabel = "N",
      description = "How many orders (default: what each scenario is about).")
  private @Nullable Long orders;

  @Option(names = "--repeat", paramLabel = "N", description = "Runs of each (default: 1).")
  private int repeat = 1;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where inputs are kept and runs write (default: tidemark-bench in $${TMPDIR}).")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"), "tidemark-bench");

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Scenario> chosen =
        scenarios.isEmpty()
            ? List.of(Scenario.values())
            : scenarios.stream().map(BenchCommand::scenario).toList();
    Benchmark benchmark = new Benchmark(launcher(), folder);
    for (Scenario scenario : chosen) {
      for (int i = 0; i < repeat; i++) {
        benchmark
            .measure(scenario, orders == null ? scenario.orders() : orders)
            .forEach(terminal.out()::println);
      }
    }
    return ExitCode.OK.status();
  }

  private static Scenario scenario(String name) {
    return Arrays.stream(Scenario.values())
        .filter(scenario -> scenario.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> noScenario(name));
  }

  private static UserException noScenario(String name) {
    List<String> names = Arrays.stream(Scenario.values()).map(Scenario::toString).toList();
    String hint = NearestName.hint(name, names);
    return new UserException(
        new Problem(
            "bench",
            "no scenario '" + name + "' in " + names,
            hint.isEmpty() ? "name one of these, or none for all" : hint));
  }

  private static Path launcher() {
    String launcher = System.getProperty("tidemark.launcher");
    if (launcher == null) {
      throw new UserException(
          new Problem("bench", "not started by the launcher", "run ./tidemark bench"));
    }
    return Path.of(launcher);
  }
}
