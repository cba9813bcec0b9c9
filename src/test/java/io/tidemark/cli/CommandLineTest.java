package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.view.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpNamesEachCommandAndExitStatus() {
    assertThat(tidemark("--help")).isZero();

    assertThat(out())
        .contains(
            "Usage: tidemark",
            "run ",
            "plan ",
            "sql ",
            "read ",
            "init ",
            "bench ",
            "  130 ",
            "  143 ");
    for (ExitCode code : ExitCode.values()) {
      assertThat(out()).contains(" " + code.status() + " ");
    }
    assertThat(err()).isEmpty();
  }

  @Test
  void worksInANarrowTerminal() {
    Terminal narrow =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            40,
            true,
            true);

    assertThat(Tidemark.execute(narrow, "--help")).isZero();
    assertThat(out()).contains("Usage: tidemark");
  }

  @ParameterizedTest
  @CsvSource({
    "run, --trigger",
    "plan, --data",
    "sql, --warehouse",
    "read, --step",
    "init, --name",
    "bench, --orders"
  })
  void eachCommandHasHelpOfItsOwn(String command, String option) {
    assertThat(tidemark(command, "--help")).isZero();

    assertThat(out()).contains("Usage: tidemark " + command, option, "--verbose");
  }

  @Test
  void versionNamesWhatDataPassesThrough() {
    assertThat(tidemark("--version")).isZero();

    assertThat(out().lines())
        .hasSize(5)
        .anyMatch(line -> line.matches("Tidemark \\d+\\.\\d+.*"))
        .anyMatch(line -> line.matches("Kafka \\d+\\.\\d+\\.\\d+"))
        .anyMatch(line -> line.matches("Delta Standalone \\d+\\.\\d+\\.\\d+ .*"))
        .anyMatch(line -> line.matches("DuckDB \\d+.*"))
        .anyMatch(line -> line.matches("Java \\d+.*"));
  }

  @Test
  void noCommandIsAUsageError() {
    assertThat(tidemark()).isEqualTo(ExitCode.USAGE.status());

    assertThat(err())
        .isEqualTo("error: which command?\n'tidemark --help' shows what is possible\n");
  }

  @Test
  void anUnknownCommandIsAUsageErrorWithTheNearest() {
    assertThat(tidemark("paln", "x.yaml")).isEqualTo(ExitCode.USAGE.status());

    assertThat(err())
        .isEqualTo(
            """
            error: no command 'paln'; did you mean 'plan'?
            'tidemark --help' shows what is possible
            """);
  }

  @Test
  void anUnknownCommandIsAUsageErrorWithAllThereAreWhenNoneIsNear() {
    assertThat(tidemark("start")).isEqualTo(ExitCode.USAGE.status());

    assertThat(err())
        .startsWith("error: no command 'start'; there are run, plan, checkpoint, reset, ");
  }

  @Test
  void anUnknownOptionIsAUsageErrorWithTheNearest() {
    assertThat(tidemark("run", "x.yaml", "--triger", "once")).isEqualTo(ExitCode.USAGE.status());

    assertThat(err())
        .isEqualTo(
            """
            error: no option '--triger'; did you mean '--trigger'?
            'tidemark run --help' shows what is possible
            """);
  }

  @Test
  void aMissingArgumentIsAUsageError() {
    assertThat(tidemark("run")).isEqualTo(ExitCode.USAGE.status());

    assertThat(err()).startsWith("error: Missing required parameter: 'PIPELINE'\n");
  }

  @Test
  void aKafkaOfOnesOwnHasNoPortToChoose() {
    assertThat(tidemark("run", "x.yaml", "--port", "9092", "--bootstrap-server", "kafka:9092"))
        .isEqualTo(ExitCode.USAGE.status());

    assertThat(err()).contains("--port", "--bootstrap-server", "exclusive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "checkpoint", "connectors"})
  void clientPropertiesWithoutAnAddressAreAProblem(String command) throws IOException {
    Path pipeline = folder.resolve("p.yaml");
    Files.writeString(
        pipeline,
        """
        name: p
        sources: {s: {schema: "id STRING", files: {path: in}}}
        tables: {t: {from: s, write: {delta: out}}}
        """);
    Path config = Files.writeString(folder.resolve("c.properties"), "security.protocol=SSL\n");

    int status = tidemark(command, pipeline.toString(), "--config", config.toString());

    assertThat(status).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(err())
        .contains(
            config + ": there is no address of the Kafka that it is for", "--bootstrap-server");
  }

  @Test
  void twoFormatsAreAUsageError() {
    assertThat(tidemark("sql", "SELECT 1", "--json", "--csv")).isEqualTo(ExitCode.USAGE.status());

    assertThat(err()).contains("--json").contains("--csv").contains("exclusive");
  }

  @Test
  void aMissingPipelineFileIsAProblem() {
    Path file = folder.resolve("nope.yaml");

    assertThat(tidemark("run", file.toString())).isEqualTo(ExitCode.PROBLEM.status());

    assertThat(err()).startsWith("error: ").contains("nope.yaml: no such file");
    assertThat(err().lines()).hasSize(1);
  }

  @Test
  void allProblemsOfAPipelineFileComeAtOnceALineEach() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bad.yaml"), "name: x\nsorces: 3\ntables:\n  a: {from: b, stps: []}\n");

    assertThat(tidemark("plan", file.toString())).isEqualTo(ExitCode.PROBLEM.status());

    assertThat(err().lines()).hasSizeGreaterThan(2).allMatch(l -> l.startsWith("error: bad.yaml"));
    assertThat(err()).contains("did you mean 'sources'?", "did you mean 'steps'?");
    assertThat(out()).isEmpty();
  }

  @Test
  void anUnknownTriggerIsAProblemThatNamesTheOption() {
    assertThat(tidemark("run", "x.yaml", "--trigger", "onse")).isEqualTo(ExitCode.PROBLEM.status());

    assertThat(err()).startsWith("error: --trigger: ").contains("onse", "once");
  }

  @Test
  void printsTheResultOfAQuery() {
    assertThat(tidemark("sql", "SELECT 1 AS x, 'a' AS y")).isZero();

    assertThat(out()).isEqualTo("x | y\n--+--\n1 | a\n(1 row)\n");
  }

  @Test
  void printsTheResultOfAQueryAsJsonAndCsv() {
    assertThat(tidemark("sql", "SELECT 1 AS x", "--json")).isZero();
    assertThat(tidemark("sql", "SELECT 1 AS x", "--csv")).isZero();

    assertThat(out()).isEqualTo("[\n{\"x\":1}\n]\nx\n1\n");
  }

  @Test
  void showsAStackTraceOnlyWhenAskedTo() {
    assertThat(tidemark("sql", "SELEC 1")).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(err()).isEqualTo("error: query, character 1: syntax error at or near \"SELEC\"\n");

    assertThat(tidemark("sql", "--verbose", "SELEC 1")).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(err()).contains("\tat io.tidemark.sql.");
  }

  @Test
  void namesTheNearestScenarioOfABenchmark() {
    assertThat(tidemark("bench", "flaten")).isEqualTo(ExitCode.PROBLEM.status());

    assertThat(err()).contains("no scenario 'flaten'", "did you mean 'flatten'?");
  }

  private int tidemark(String... arguments) {
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Tidemark.execute(Terminal.plain(outStream, errStream), arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
