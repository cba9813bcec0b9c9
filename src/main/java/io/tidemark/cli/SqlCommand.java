package io.tidemark.cli;

import io.tidemark.cli.prompt.SqlPrompt;
import io.tidemark.cli.view.Terminal;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.sql.Permission;
import io.tidemark.sql.SqlSession;
import io.tidemark.sql.SqlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidemark sql}: statements on Delta tables, their results printed. */
@Command(
    name = "sql",
    description = "Create, fill and query Delta tables.",
    mixinStandardHelpOptions = true,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nA table is named by its folder, or by its name in the warehouse:%n",
    footer = {
      "  tidemark sql \"SELECT * FROM delta.\\`data/tables/order_lines\\` LIMIT 5\"",
      "  tidemark sql \"SELECT country, sum(revenue) FROM revenue_by_country GROUP BY country\"",
      "  tidemark sql \"CREATE TABLE colors (color STRING, event_date TIMESTAMP)\"",
      "  tidemark sql \"INSERT INTO colors VALUES ('red', TIMESTAMP('2025-06-22 10:04:45'))\"",
      "  tidemark sql \"SELECT * FROM colors VERSION AS OF 0\"",
      "  tidemark sql \"SHOW TABLES; DESCRIBE colors; DESCRIBE HISTORY colors\"",
      "  tidemark sql \"OPTIMIZE colors; VACUUM colors\"",
    })
final class SqlCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final InputStream in;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "STATEMENTS",
      description =
          "What to run, in DuckDB's dialect; `names` may be quoted as in Spark. Several are divided"
              + " by semicolons. Without any there is a prompt, or they are read from standard"
              + " input.")
  private @Nullable String query;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Run the statements of a file.")
  private @Nullable Path file;

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      description = "The folder whose tables have names (default: tables in $${DATA:-data}).")
  private @Nullable Path warehouse;

  @Mixin private SqlOutput output = new SqlOutput();

  @Option(
      names = "--allow-files",
      description =
          "Let statements read and write files that are of no table: read_csv('…'), COPY … TO '…'.")
  private boolean allowFiles;

  @Option(
      names = "--allow-short-retention",
      description = "Let VACUUM delete files of the last 7 days; only if nobody reads the table.")
  private boolean allowShortRetention;

  private final Map<String, String> environment;

  SqlCommand(Terminal terminal, InputStream in, Map<String, String> environment) {
    this.terminal = terminal;
    this.in = in;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    checkOptions();
    if (isPrompt()) {
      prompt();
      return ExitCode.OK.status();
    }
    List<SqlText> statements = statements();
    PrintStream out = terminal.buffered();
    try (SqlSession session = SqlSession.open(warehouse(), permissions())) {
      for (int i = 0; i < statements.size(); i++) {
        boolean isLast = i == statements.size() - 1;
        if (isLast && output.hasFile()) {
          output.save(session, statements.get(i));
        } else {
          out.print(i == 0 ? "" : output.divider());
          session.run(statements.get(i), output.writer(terminal, out));
          out.flush();
        }
      }
    } finally {
      out.flush();
    }
    return ExitCode.OK.status();
  }

  private boolean isPrompt() {
    return query == null && file == null && Terminal.hasTyping() && terminal.isWatched();
  }

  private void prompt() {
    Path history = Path.of(System.getProperty("user.home"), ".tidemark_sql_history");
    try (SqlSession session = SqlSession.open(warehouse(), permissions())) {
      new SqlPrompt(session, history).serve(statement -> isDone(session, statement));
    }
  }

  /** A statement of the prompt: what is wrong with it ends the statement only. */
  private boolean isDone(SqlSession session, SqlText statement) {
    PrintStream out = terminal.buffered();
    try {
      session.run(statement, output.writer(terminal, out));
      return true;
    } catch (RuntimeException e) {
      out.flush();
      new ErrorReport(terminal, false).print(e);
      return false;
    } finally {
      out.flush();
    }
  }

  private void checkOptions() {
    if (output.hasFile() && isPrompt()) {
      throw misused("--output needs STATEMENTS or --file");
    }
    if (query != null && file != null) {
      throw misused("either STATEMENTS or --file, not both");
    } else if (!output.misuse().isEmpty()) {
      throw misused(output.misuse());
    }
  }

  private List<SqlText> statements() {
    String name = file == null ? "query" : file.toString();
    List<SqlText> statements = SqlText.statements(name, text());
    if (statements.isEmpty()) {
      throw new UserException(
          new Problem(name, "there is no statement", "give one, such as \"SHOW TABLES\""));
    }
    return statements;
  }

  private String text() {
    if (query != null) {
      return query;
    }
    try {
      return file != null
          ? Files.readString(file)
          : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserException(
          new Problem(
              String.valueOf(file), "can't be read as text: " + e, "check the path and the file"),
          e);
    }
  }

  private Set<Permission> permissions() {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    if (allowFiles) {
      permissions.add(Permission.FILES);
    }
    if (allowShortRetention) {
      permissions.add(Permission.SHORT_RETENTION);
    }
    return permissions;
  }

  private Path warehouse() {
    return warehouse == null ? DataFolder.of(environment).resolve("tables") : warehouse;
  }

  private ParameterException misused(String what) {
    if (spec == null) {
      throw new IllegalStateException(what);
    }
    return new ParameterException(spec.commandLine(), what);
  }
}
