package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.view.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SqlCommandTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void runsTheStatementsOfAFileAndPrintsEachResult() throws IOException {
    // Given
    Path script =
        Files.writeString(
            folder.resolve("colors.sql"),
            """
            -- as the notebook does
            CREATE TABLE workspace.`my-schema`.myTable(color STRING, event_date TIMESTAMP);
            INSERT INTO workspace.`my-schema`.myTable VALUES
              ('red',   TIMESTAMP('2025-06-22 10:04:45'));
            SELECT * FROM workspace.`my-schema`.myTable
            """);

    // When
    int status = sql("", "-f", script.toString());

    // Then
    assertThat(err()).isEmpty();
    assertThat(status).isZero();
    assertThat(out())
        .contains("num_inserted_rows | version\n", "                1 |       1\n")
        .contains("color | event_date\n", "red   | 2025-06-22 10:04:45\n");
  }

  @Test
  void stopsAtTheFirstStatementThatFailsAndSaysWhereInTheFileItIs() throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("x.sql"), "CREATE TABLE a (x INT);\nSELECT y\n  FROM a;\nSHOW TABLES;");

    assertThat(sql("", "-f", script.toString())).isEqualTo(ExitCode.PROBLEM.status());

    assertThat(err())
        .startsWith("error: " + script + ", line 2, character 8: ")
        .contains("\"y\"", "\"x\"")
        .hasLineCount(1);
    assertThat(Files.isDirectory(folder.resolve("tables/a/_delta_log"))).isTrue();
  }

  @Test
  void readsStatementsFromStandardInput() {
    assertThat(sql("SELECT 1 AS a;\nSELECT 2 AS b;\n", "--csv")).isZero();

    assertThat(out()).isEqualTo("a\n1\nb\n2\n");
  }

  @Test
  void saysSoWhenThereIsNothingToRun() {
    assertThat(sql("", " -- nothing")).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(err())
        .isEqualTo("error: query: there is no statement; give one, such as \"SHOW TABLES\"\n");
  }

  @Test
  void writesTheLastResultToAFileAsItsNameEnds() throws IOException {
    sql("", "CREATE TABLE t AS SELECT 1 AS id, 'a,b' AS name");
    String read = "SHOW TABLES; SELECT * FROM t";

    assertThat(sql("", read, "-o", file("t.json"))).isZero();
    assertThat(sql("", read, "--output", file("t.CSV"))).isZero();
    assertThat(sql("", read, "-o", file("t.parquet"))).isZero();
    assertThat(sql("", read, "-o", file("data"), "--parquet")).isZero();
    assertThat(
            sql(
                "",
                "--allow-files",
                "--csv",
                "FROM read_parquet(['%s', '%s'])".formatted(file("t.parquet"), file("data"))))
        .isZero();

    assertThat(folder.resolve("t.json")).content().isEqualTo("[\n{\"id\":1,\"name\":\"a,b\"}\n]\n");
    assertThat(folder.resolve("t.CSV")).content().isEqualTo("id,name\n1,\"a,b\"\n");
    assertThat(out()).endsWith("id,name\n1,\"a,b\"\n1,\"a,b\"\n");
  }

  @Test
  void leavesAFileAsItWasWhenTheStatementFails() throws IOException {
    Files.writeString(folder.resolve("x.json"), "before");

    assertThat(sql("", "SELECT error('no')", "-o", file("x.json"))).isEqualTo(3);
    assertThat(sql("", "SELECT error('no')", "-o", file("x.parquet"))).isEqualTo(3);

    assertThat(folder.resolve("x.json")).content().isEqualTo("before");
    assertThat(folder.toFile().list()).containsExactly("x.json");
  }

  @Test
  void refusesAFileOfNoKnownKind() {
    assertThat(sql("", "SELECT 1", "-o", file("x"))).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(err()).contains("its name doesn't say what it is to be; end it in .json, .csv");

    assertThat(sql("", "SELECT 1", "--parquet")).isEqualTo(ExitCode.USAGE.status());
    assertThat(err()).contains("--parquet needs --output FILE");
    assertThat(sql("", "SELECT 1", "-f", "x.sql")).isEqualTo(ExitCode.USAGE.status());
    assertThat(sql("", "-f", file("none.sql"))).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(err()).contains("none.sql: can't be read as text");
  }

  @Test
  void showsAWideTableOneColumnBelowTheOther() {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      columns.add(i + " AS column_" + i);
    }
    Terminal watched = new Terminal(stream(out), stream(err), 80, false, false);

    run(watched, "", "SELECT " + String.join(", ", columns));

    assertThat(out()).startsWith("-- row 1\ncolumn_0  | 0\ncolumn_1  | 1\n").endsWith("(1 row)\n");
    assertThat(out().lines()).allMatch(line -> line.length() <= 80);
  }

  private int sql(String in, String... arguments) {
    out.reset();
    err.reset();
    return run(Terminal.plain(stream(out), stream(err)), in, arguments);
  }

  private int run(Terminal terminal, String in, String... arguments) {
    CommandLine line =
        new CommandLine(
            new SqlCommand(
                terminal,
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                Map.of("DATA", folder.toString())));
    line.setErr(new java.io.PrintWriter(stream(err), true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler(
        (e, l, parsed) -> new ErrorReport(terminal, false).print(e).status());
    return line.execute(arguments);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
