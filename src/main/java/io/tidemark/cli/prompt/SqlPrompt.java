package io.tidemark.cli.prompt;

import io.tidemark.sql.SqlSession;
import io.tidemark.sql.SqlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;

/**
 * Statements as they are typed, over several lines until a semicolon. Ctrl-C gives up what is typed
 * or runs, Ctrl-D ends the prompt.
 */
public final class SqlPrompt {

  private static final String FIRST = "sql> ";
  private static final String MORE = "   > ";
  private static final Set<String> GOODBYE = Set.of("exit", "quit", "\\q");
  private static final Set<String> HELP = Set.of("help", "?", "\\?", "\\h");

  private final SqlSession session;
  private final Path history;

  /** Runs a statement and prints its result, or what is wrong with it; whether it went well. */
  public interface Runner {
    boolean run(SqlText statement);
  }

  /**
   * @param history the file in which typed statements are kept
   */
  public SqlPrompt(SqlSession session, Path history) {
    this.session = session;
    this.history = history;
  }

  /** Serves the process's own terminal until the user has had enough. */
  public void serve(Runner runner) {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      serve(terminal, runner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void serve(Terminal terminal, Runner runner) {
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(new StatementParsing())
            .completer(new SqlCompletion(session))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // ! is no command of a shell
            .build();
    terminal.writer().println("Statements end with a semicolon; help tells more, exit ends.");
    boolean goesOn = true;
    while (goesOn) {
      try {
        goesOn = take(reader.readLine(FIRST), terminal, runner);
      } catch (UserInterruptException e) {
        terminal.writer().println("(given up; exit or Ctrl-D ends)");
      } catch (EndOfFileException e) {
        goesOn = false;
      }
    }
  }

  /** Whether more is to be typed. */
  private boolean take(String typed, Terminal terminal, Runner runner) {
    String word = typed.strip().replaceFirst("\\s*;$", "").toLowerCase(Locale.ROOT);
    if (GOODBYE.contains(word)) {
      return false;
    } else if (HELP.contains(word)) {
      terminal.writer().println(help());
      terminal.flush();
      return true;
    }
    SignalHandler before = terminal.handle(Signal.INT, signal -> session.cancel());
    try {
      for (SqlText statement : SqlText.statements("query", typed)) {
        if (!runner.run(statement)) {
          break;
        }
      }
    } finally {
      terminal.handle(Signal.INT, before);
    }
    return true;
  }

  static boolean isCommand(String typed) {
    String word = typed.strip().toLowerCase(Locale.ROOT);
    return GOODBYE.contains(word) || HELP.contains(word);
  }

  private static String help() {
    return """
        SHOW TABLES;  DESCRIBE t;  DESCRIBE HISTORY t;  SELECT … FROM t [VERSION AS OF 3];
        CREATE TABLE t (a STRING, b TIMESTAMP) [PARTITIONED BY (a)];  CREATE TABLE t AS SELECT …;
        INSERT INTO t [(a)] VALUES (…) | SELECT …;  OPTIMIZE t;  VACUUM t [RETAIN n HOURS] [DRY RUN];
        Tab completes, arrows go through what was typed, Ctrl-C gives up, Ctrl-D or exit ends.""";
  }
}
