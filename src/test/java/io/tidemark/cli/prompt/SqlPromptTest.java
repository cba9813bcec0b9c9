package io.tidemark.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.sql.Column;
import io.tidemark.sql.ResultWriter;
import io.tidemark.sql.SqlSession;
import io.tidemark.sql.SqlText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jline.reader.Candidate;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlPromptTest {

  private static final String CTRL_C = "\003";
  private static final String CTRL_D = "\004";
  private static final String UP = "\033[A";

  @TempDir private Path folder;

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final List<String> run = new ArrayList<>();
  private SqlSession session;

  @BeforeEach
  void openSession() {
    session = SqlSession.open(folder);
  }

  @AfterEach
  void closeSession() {
    session.close();
  }

  @Test
  void takesAStatementOverSeveralLinesAndSeveralOnALine() throws IOException {
    type("SELECT 1,\n  ';' AS x\n;\nSHOW TABLES; SELECT 2;\nexit\nSELECT 3;\n");

    assertThat(run).containsExactly("SELECT 1,\n  ';' AS x", "SHOW TABLES", "SELECT 2");
    assertThat(screen()).contains("sql> ", "   > ");
  }

  @Test
  void endsAtTheEndOfTheInput() throws IOException {
    type("SELECT 1;\n" + CTRL_D + "SELECT 2;\n");

    assertThat(run).containsExactly("SELECT 1");
  }

  @Test
  void keepsWhatWasTypedForTheNextTime() throws IOException {
    type("SELECT 1\n;\nquit\n");
    type(UP + UP + "\n\n" + CTRL_D);

    assertThat(run).hasSizeGreaterThanOrEqualTo(2).allMatch("SELECT 1"::equals);
    assertThat(Files.readString(folder.resolve("history"))).contains("SELECT 1");
  }

  @Test
  void aLineIsGivenUpByControlC() throws Exception {
    try (PipedOutputStream keys = new PipedOutputStream();
        Terminal terminal = terminal(new PipedInputStream(keys))) {
      Thread prompt = new Thread(() -> prompt().serve(terminal, this::note), "prompt");
      prompt.start();
      keys.write("SELECT nonsense\n".getBytes(StandardCharsets.UTF_8));
      awaitScreen("   > ");
      keys.write(CTRL_C.getBytes(StandardCharsets.UTF_8));
      awaitScreen("given up");
      keys.write("SELECT 1;\nexit\n".getBytes(StandardCharsets.UTF_8));
      prompt.join(30_000);
      assertThat(prompt.isAlive()).isFalse();
    }
    assertThat(run).containsExactly("SELECT 1");
  }

  @Test
  void aStatementThatRunsIsStoppedByControlC() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    List<String> errors = new ArrayList<>();
    try (PipedOutputStream keys = new PipedOutputStream();
        Terminal terminal = terminal(new PipedInputStream(keys))) {
      Thread prompt =
          new Thread(
              () ->
                  prompt()
                      .serve(
                          terminal,
                          statement -> {
                            try {
                              session.run(statement, new Begun(begun));
                            } catch (RuntimeException e) {
                              errors.add(String.valueOf(e.getMessage()));
                            }
                            return true;
                          }),
              "prompt");
      prompt.start();
      keys.write("SELECT range FROM range(1000000000000);\n".getBytes(StandardCharsets.UTF_8));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      keys.write(CTRL_C.getBytes(StandardCharsets.UTF_8));
      keys.write("exit\n".getBytes(StandardCharsets.UTF_8));
      prompt.join(30_000);
      assertThat(prompt.isAlive()).isFalse();
    }
    assertThat(errors).singleElement().asString().startsWith("query: it was stopped");
  }

  @Test
  void completesWordsTablesAndColumns() {
    session.query(
        "CREATE TABLE `my-schema`.myTable (color STRING, `Größe` INT)",
        new Begun(new CountDownLatch(1)));

    assertThat(completed("sel")).containsExactly("select");
    assertThat(completed("SELECT * FROM my")).containsExactly("`my-schema`.myTable");
    assertThat(completed("SELECT * FROM `my-schema`.myTable WHERE co")).contains("color");
    assertThat(completed("INSERT INTO `my-schema`.mytable (Gr")).contains("`Größe`");
    assertThat(completed("SELECT * FROM nowhere WHERE co")).doesNotContain("color");
  }

  private List<String> completed(String typed) {
    return new SqlCompletion(session)
            .candidates(new StatementParsing().parse(typed, typed.length(), ParseContext.COMPLETE))
            .stream()
            .map(Candidate::value)
            .toList();
  }

  private void type(String keys) throws IOException {
    try (Terminal terminal =
        terminal(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)))) {
      prompt().serve(terminal, this::note);
    }
  }

  private boolean note(SqlText statement) {
    return run.add(statement.text());
  }

  private SqlPrompt prompt() {
    return new SqlPrompt(session, folder.resolve("history"));
  }

  private Terminal terminal(InputStream keys) throws IOException {
    return new ExternalTerminal("test", "ansi", keys, screen, StandardCharsets.UTF_8);
  }

  private String screen() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  private void awaitScreen(String text) {
    Awaitility.await().untilAsserted(() -> assertThat(screen()).contains(text));
  }

  /** Goes on for ever. */
  private record Begun(CountDownLatch begun) implements ResultWriter {

    @Override
    public void begin(List<Column> columns) {}

    @Override
    public boolean row(List<@Nullable Object> values) {
      begun.countDown();
      return true;
    }

    @Override
    public void end() {}
  }
}
